import type { RunReply } from '@mointering/api-contract/http/monitors'
import { explainCheckError } from '@mointering/api-contract/pipeline/check-error-codes'
import { daysUntil } from '../../format/time'
import { StatusMark } from '../../ui/StatusMark'
import { Waterfall } from '../../ui/Waterfall'

/** What a run-now or test-now gave back: for each region the verdict, the reason and what one can do, the phases. */
export function RunResults({ reply }: { reply: RunReply }) {
  return reply.results.map((result) => {
    const known = result.errorCode ? explainCheckError(result.errorCode) : null
    return (
      <div key={result.region} className="grid gap-3">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StatusMark status={result.verdict} size="large" />
          {result.httpStatus !== null && <span className="figures text-sm">HTTP {result.httpStatus}</span>}
          <span className="ml-auto font-mono text-text-3 text-xs">{result.region}</span>
        </div>
        {result.message && <p className="break-words text-sm">{result.message}</p>}
        {known && <p className="text-sm text-text-2">{known.advice}</p>}
        <Waterfall phases={result.phases} totalMs={result.totalMs} />
        {result.certificate && (
          <p className="text-sm text-text-2">
            Certificate of {result.certificate.subject}, {daysUntil(result.certificate.validTo, Date.now())} days left
            {result.certificate.protocol ? `, ${result.certificate.protocol}` : ''}
          </p>
        )}
      </div>
    )
  })
}
