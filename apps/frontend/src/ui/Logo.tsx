export function Logo() {
  return (
    <svg viewBox="0 0 20 20" className="size-5 shrink-0" aria-hidden="true">
      <rect width="20" height="20" rx="5" fill="var(--accent)" />
      <g fill="var(--on-accent)">
        <rect x="3.6" y="9" width="2.2" height="6.5" rx="0.8" />
        <rect x="7.2" y="5" width="2.2" height="10.5" rx="0.8" />
        <rect x="10.8" y="7.4" width="2.2" height="8.1" rx="0.8" opacity="0.55" />
        <rect x="14.4" y="5" width="2.2" height="10.5" rx="0.8" />
      </g>
    </svg>
  )
}
