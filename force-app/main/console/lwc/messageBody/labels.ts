import copy from '@salesforce/label/c.Delivery_BodyCopy';
import heading from '@salesforce/label/c.Delivery_BodyTitle';
import loading from '@salesforce/label/c.Delivery_LoadingBody';
import size from '@salesforce/label/c.Delivery_BodySize';

export default {
  copy,
  heading,
  loading,
  size
};
