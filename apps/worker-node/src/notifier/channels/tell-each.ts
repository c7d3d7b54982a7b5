import type { ChannelTools, Outcome } from './channel-kind.js'

/**
 * Tells several recipients one by one, those who were not told by an earlier attempt. `part` is what a recipient is remembered by. As long as one may still
 * be reached the whole passes; in the end it is sent when anybody was told, with a note about those who were not.
 */
export async function tellEach<Recipient>(
  recipients: readonly Recipient[],
  {
    partOf,
    tell,
    tools,
  }: {
    partOf: (recipient: Recipient) => string
    tell: (recipient: Recipient) => Promise<Outcome>
    tools: Pick<ChannelTools, 'parts'>
  },
): Promise<Outcome> {
  const receipts: string[] = []
  const refused: Extract<Outcome, { kind: 'permanent' }>[] = []
  const passing: Extract<Outcome, { kind: 'passing' }>[] = []
  let told = 0
  for (const recipient of recipients) {
    const part = partOf(recipient)
    if (tools.parts.isTold(part)) {
      told += 1
      continue
    }
    const outcome = await tell(recipient)
    if (outcome.kind === 'sent') {
      await tools.parts.told(part)
      told += 1
      if (outcome.receipt !== null) receipts.push(outcome.receipt)
    } else if (outcome.kind === 'passing') passing.push(outcome)
    else refused.push(outcome)
  }
  const [firstPassing] = passing
  if (firstPassing) return { ...firstPassing, retryAfterMs: longest(passing.map(({ retryAfterMs }) => retryAfterMs)) }
  const [firstRefused] = refused
  if (told === 0 && firstRefused) return firstRefused
  const receipt = receipts.length > 0 ? receipts.join(', ') : null
  if (!firstRefused) return { kind: 'sent', receipt }
  const note = `${refused.length} of ${recipients.length} recipients refused: ${firstRefused.reason}`
  return { kind: 'sent', receipt, note }
}

function longest(all: readonly (number | null)[]): number | null {
  const known = all.filter((ms) => ms !== null)
  return known.length > 0 ? Math.max(...known) : null
}
