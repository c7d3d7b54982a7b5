import { redirect } from 'next/navigation'
import { requireSession } from './providers/session'

export default async function Home() {
  await requireSession()
  redirect('/monitors')
}
