'use client'

import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { toasts } from './toasts'

/** Shows toasts, newest below. Hovering or focusing them holds their time. F6 goes there. */
export function Toaster() {
  return (
    <Toast.Provider toastManager={toasts} timeout={6_000}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-[min(360px,calc(100vw-32px))] flex-col gap-2 max-sm:bottom-20">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function ToastList() {
  const { toasts: shown } = Toast.useToastManager()
  return shown.map((toast) => (
    <Toast.Root
      key={toast.id}
      data-toast
      toast={toast}
      swipeDirection="right"
      className="rounded-lg border border-line bg-raised shadow-float transition-[opacity,transform] data-ending-style:translate-y-1 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-center gap-3 py-2.5 pr-2 pl-4">
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-medium text-sm" />
          <Toast.Description className="text-sm text-text-2" />
        </div>
        <Toast.Action className="rounded-md px-2 py-1 font-medium text-accent-text text-sm hover:bg-hover" />
        <Toast.Close
          aria-label="Close"
          className="grid size-7 shrink-0 place-items-center rounded-md text-text-3 hover:bg-hover"
        >
          <X className="size-4" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}
