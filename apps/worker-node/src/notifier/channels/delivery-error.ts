/** There was no answer of the provider. The message is one line for the log of the delivery, without secrets. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError'
  /** The request, or a part of it, had been sent: the provider may have taken it. */
  readonly isUnsure: boolean
  /** Trying again will not help until somebody changes the settings. */
  readonly isPermanent: boolean
  /** It says nothing about the channel: our network, our resolver, our shutdown. */
  readonly isOurs: boolean

  constructor(
    message: string,
    {
      isUnsure = false,
      isPermanent = false,
      isOurs = false,
    }: { isUnsure?: boolean; isPermanent?: boolean; isOurs?: boolean } = {},
  ) {
    super(message)
    this.isUnsure = isUnsure
    this.isPermanent = isPermanent
    this.isOurs = isOurs
  }
}
