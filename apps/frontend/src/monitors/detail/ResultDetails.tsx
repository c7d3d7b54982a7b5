import type { Result } from '@mointering/api-contract/http/monitors'
import { explainCheckError } from '@mointering/api-contract/pipeline/check-error-codes'
import type { Evidence } from '@mointering/api-contract/pipeline/messages'
import type { ReactNode } from 'react'
import { formatInstant } from '../../format/time'
import { Waterfall } from '../../ui/Waterfall'

/** Why a result is what it is: reason, what one can do, phases, evidence. All of it is text, whatever a target sent. */
export function ResultDetails({ result }: { result: Result }) {
  const known = result.errorCode ? explainCheckError(result.errorCode) : null
  return (
    <div className="grid gap-x-10 gap-y-4 border-line border-t bg-sunken px-4 py-4 sm:pl-10 lg:grid-cols-[340px_minmax(0,1fr)]">
      <div className="grid content-start gap-3">
        <Waterfall phases={result.phases} totalMs={result.totalMs} />
        <p className="text-text-3 text-xs">Checked {formatInstant(Date.parse(result.checkedAt))}</p>
      </div>
      <div className="grid min-w-0 content-start gap-3 text-sm">
        {result.message && <p className="break-words font-medium">{result.message}</p>}
        {known && <p className="text-text-2">{known.advice}</p>}
        {result.errorCode && (
          <p className="text-text-3 text-xs">
            Code <code className="font-mono">{result.errorCode}</code>
          </p>
        )}
        {!result.message && !result.errorCode && (
          <p className="text-text-2">
            Nothing was wrong{result.httpStatus === null ? '' : `: HTTP ${result.httpStatus}`}.
          </p>
        )}
        {result.evidence && <EvidenceParts evidence={result.evidence} />}
      </div>
    </div>
  )
}

function EvidenceParts({ evidence }: { evidence: Evidence }) {
  const { remoteAddress, redirects, headers, bodySample, detail } = evidence
  return (
    <>
      {remoteAddress && (
        <Part title="Address">
          <code className="font-mono text-xs">{remoteAddress}</code>
        </Part>
      )}
      {redirects.length > 0 && (
        <Part title="Redirects">
          <ol className="break-all font-mono text-xs">
            {redirects.map((address, index) => (
              <li key={`${index} ${address}`}>{address}</li>
            ))}
          </ol>
        </Part>
      )}
      {detail && (
        <Part title="Detail">
          <p className="break-words">{detail}</p>
        </Part>
      )}
      {headers.length > 0 && (
        <Part title="Headers">
          <Sample text={headers.map(([name, value]) => `${name}: ${value}`).join('\n')} />
        </Part>
      )}
      {bodySample && (
        <Part title="Body">
          <Sample text={bodySample} />
        </Part>
      )}
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="mb-1 text-text-3 text-xs">{title}</h3>
      {children}
    </div>
  )
}

function Sample({ text }: { text: string }) {
  return (
    <pre className="max-h-48 overflow-auto whitespace-pre-wrap break-all rounded-md border border-line bg-surface p-2.5 font-mono text-xs">
      {text}
    </pre>
  )
}
