import type { HttpSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { followRedirects } from '../http/follow-redirects.js'
import { judgeAnswer, needsBody } from '../http/judge-answer.js'
import type { Probe } from '../probe.js'

/** One request, with its redirects; up when status, content, certificate and time are as the monitor wants them. */
export const probeHttp: Probe<HttpSettings> = async (settings, context) => {
  const answer = await followRedirects(context, settings, needsBody(settings))
  return judgeAnswer(context, settings, answer)
}
