import { AppError } from '@mointering/backend-common/errors/app-error'

/** The refusal of a mailed link, the same for one that was used, has expired, or never was. */
export const invalidLink = () =>
  new AppError('link_invalid', 'This link was used already, has expired, or never was one. Ask for a new one')
