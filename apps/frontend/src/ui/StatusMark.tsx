import { cx } from './classes'
import { STATUS_TEXT_CLASS, STATUS_WORD, type Status } from './status-words'

type Props = {
  status: Status /** Leaves the word to screen readers; for where it stands next to the mark anyway. */
  shapeOnly?: boolean
  size?: 'normal' | 'large'
}

/** Shape, colour and word of a status or verdict. The shape alone tells them apart. */
export function StatusMark({ status, shapeOnly = false, size = 'normal' }: Props) {
  return (
    <span className={cx('inline-flex items-center gap-1.5 whitespace-nowrap font-medium', STATUS_TEXT_CLASS[status])}>
      <svg
        viewBox="0 0 12 12"
        className={cx('shrink-0', size === 'large' ? 'size-3.5' : 'size-2.5')}
        aria-hidden="true"
      >
        <Shape status={status} />
      </svg>
      <span className={shapeOnly ? 'sr-only' : ''}>{STATUS_WORD[status]}</span>
    </span>
  )
}

function Shape({ status }: { status: Status }) {
  switch (status) {
    case 'up':
      return <circle cx="6" cy="6" r="5" fill="var(--up)" />
    case 'degraded':
      return <path d="M6 0.8 11.6 11H0.4Z" fill="var(--degraded)" />
    case 'down':
      return <rect x="0.8" y="0.8" width="10.4" height="10.4" rx="1.5" fill="var(--down)" />
    case 'unknown':
      return <circle cx="6" cy="6" r="4.6" fill="none" stroke="var(--unknown)" strokeWidth="1.8" />
    case 'pending':
      return (
        <circle cx="6" cy="6" r="4.6" fill="none" stroke="var(--unknown)" strokeWidth="1.8" strokeDasharray="2.4 2.4" />
      )
    case 'paused':
      return <path d="M2.5 1.5h2.4v9H2.5zM7.1 1.5h2.4v9H7.1z" fill="var(--unknown)" />
  }
}
