import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Response } from 'express'
import type { Endpoint } from '../../http/endpoint.js'

/**
 * The same route for a person's browser: a query that is not valid, as of a link that was cut off, ends in a page of ours (`lead`
 * answers with it) and not in JSON.
 */
export const forPeople = (endpoint: Endpoint, lead: (res: Response) => void): Endpoint => ({
  ...endpoint,
  async run(req, res, caller, member) {
    try {
      await endpoint.run(req, res, caller, member)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid_input' || res.headersSent) throw error
      lead(res)
    }
  },
})
