import dead from '@salesforce/label/c.Delivery_Dead';
import delivered from '@salesforce/label/c.Delivery_Delivered';
import heading from '@salesforce/label/c.Delivery_OutboxTitle';
import notConfigured from '@salesforce/label/c.Delivery_NotConfigured';
import note from '@salesforce/label/c.Delivery_OutboxNote';
import pending from '@salesforce/label/c.Delivery_Pending';
import refresh from '@salesforce/label/c.Delivery_Refresh';

export default {
  dead,
  delivered,
  heading,
  notConfigured,
  note,
  pending,
  refresh
};
