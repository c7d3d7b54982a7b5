import { ApiProblem } from '../api/api-problem'

type Ask = { settle: (proven: boolean) => void }

let ask: Ask | null = null
let answer: Promise<boolean> | null = null
const listeners = new Set<() => void>()

/**
 * Runs `work`; when the API wants a fresh proof of who this is (reauthentication_required), asks the person in the dialog of FreshProofDialog and
 * runs it once more. Rejects with ApiProblem `cancelled` when they close the dialog, else as `work` does.
 */
export async function withFreshProof<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'reauthentication_required') throw error
    if (await askForProof()) return work()
    throw new ApiProblem({ code: 'cancelled', message: 'Nothing was changed.' }, error)
  }
}

/** How old a proof may be that a navigation stands on, which cannot answer with a refusal: a minute less than the API takes. */
const FRESH_MS = 9 * 60_000

/** Asks for a proof when the last one is old, before the browser leaves for a place that wants one. Rejects with ApiProblem `cancelled` as withFreshProof. */
export function proveFirst(readAuthenticatedAt: () => Promise<string>): Promise<void> {
  let asked = false
  return withFreshProof(async () => {
    if (asked) return // proven just now, whatever this machine's clock says
    asked = true
    const ageMs = Date.now() - Date.parse(await readAuthenticatedAt())
    if (ageMs > FRESH_MS) {
      throw new ApiProblem({
        code: 'reauthentication_required',
        message: 'Prove once more that it is you',
        status: 403,
      })
    }
  })
}

/** One question for everybody who needs it meanwhile. */
function askForProof(): Promise<boolean> {
  answer ??= new Promise((resolve) => {
    ask = {
      settle: (proven) => {
        ask = null
        answer = null
        notify()
        resolve(proven)
      },
    }
    notify()
  })
  return answer
}

function notify() {
  for (const listener of listeners) listener()
}

/** For the dialog: tells it when somebody asks, or has stopped asking. */
export function subscribeToAsk(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const currentAsk = (): Ask | null => ask
