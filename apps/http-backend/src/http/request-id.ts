import { randomUUID } from 'node:crypto'
import type { RequestHandler, Response } from 'express'

const HEADER = 'X-Request-Id'
const ACCEPTABLE = /^[A-Za-z0-9._-]{8,64}$/

/** Gives each request an id, or keeps the one that a proxy gave it, and says it in the answer. */
export const requestId: RequestHandler = (req, res, next) => {
  const given = req.get(HEADER)
  res.setHeader(HEADER, given !== undefined && ACCEPTABLE.test(given) ? given : randomUUID())
  next()
}

export const requestIdOf = (res: Response): string => String(res.getHeader(HEADER) ?? 'none')
