/** `?lws=1`: the page runs the components inside Lightning Web Security. */
export const SANDBOX_PARAMETER = 'lws';
