import { Toast } from '@base-ui/react/toast'

/** Where any code says what it did. The Toaster shows it. */
export const toasts = Toast.createToastManager()
