import { AppError } from '@mointering/backend-common/errors/app-error'
import express, { type Request, type RequestHandler, type Response } from 'express'

export const BODY_LIMIT = '256kb'
const JSON_TYPES = ['application/json', 'application/*+json']

const json = express.json({ limit: BODY_LIMIT, type: JSON_TYPES })
const form = express.urlencoded({ limit: BODY_LIMIT, extended: false, parameterLimit: 20 })
const text = express.text({ limit: '4kb', type: ['text/*'] })

/**
 * Reads the body into `req.body`: undefined when there is none. Rejects with unsupported_media_type for anything but JSON (and forms
 * and texts for `form`), and with the body parser's own errors, which problem-response translates.
 */
export async function readBody(req: Request, res: Response, type: 'json' | 'form'): Promise<void> {
  if (!hasBody(req)) return
  if (req.is(JSON_TYPES)) return run(json, req, res)
  if (type === 'form' && req.is('application/x-www-form-urlencoded')) return run(form, req, res)
  if (type === 'form' && req.is('text/*')) return run(text, req, res)
  throw new AppError('unsupported_media_type', 'Send the body as application/json')
}

const hasBody = (req: Request) =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0

function run(parser: RequestHandler, req: Request, res: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    parser(req, res, (error?: unknown) => (error ? reject(error) : resolve()))
  })
}
