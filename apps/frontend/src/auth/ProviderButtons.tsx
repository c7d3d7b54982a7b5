import type { AuthOptions } from '@mointering/api-contract/http/accounts'
import { buttonClasses } from '../ui/Button'
import { cx } from '../ui/classes'
import { providerStart } from './auth-paths'
import { ProviderMark } from './ProviderMark'

type Props = { providers: AuthOptions['providers']; verb: string; next: string; invitation?: string }

/** Links, not buttons: each leaves for another origin. */
export function ProviderButtons({ providers, verb, next, invitation }: Props) {
  return (
    <ul className="grid gap-2">
      {providers.map(({ id, name }) => (
        <li key={id} className="grid">
          <a
            href={providerStart(id, { next, ...(invitation ? { invitation } : {}) })}
            className={cx(buttonClasses(), 'h-9')}
          >
            <ProviderMark id={id} />
            {verb} with {name}
          </a>
        </li>
      ))}
    </ul>
  )
}
