import type { Metadata } from 'next'
import { Styleguide } from '../../src/styleguide/Styleguide'

export const metadata: Metadata = { title: 'Parts', robots: { index: false } }

/** Every part in every state. Public, because it holds nothing: no session is read, all its data is made up. */
export default function StyleguidePage() {
  return <Styleguide />
}
