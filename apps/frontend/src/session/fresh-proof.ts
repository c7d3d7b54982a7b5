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
