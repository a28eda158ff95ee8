import '@lwc/types';
import '@salesforce/lightning-types';
