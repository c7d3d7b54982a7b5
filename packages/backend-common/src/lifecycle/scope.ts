/** Collects things with a life while they are started; disposing ends them in reverse order. */
export type Scope = AsyncDisposable & {
  /** Takes `resource` into the scope and hands it back. */
  add<Resource extends AsyncDisposable>(resource: Resource): Resource
  /** Runs `end` when the scope is disposed. */
  defer(end: () => void | Promise<void>): void
}

/**
 * An empty scope. Disposing it ends everything even when some of it fails, and then throws: the error itself, or one
 * AggregateError when there were several. Disposing again does nothing.
 */
export function createScope(): Scope {
  const ends: (() => void | PromiseLike<void>)[] = []
  return {
    add(resource) {
      ends.push(() => resource[Symbol.asyncDispose]())
      return resource
    },
    defer(end) {
      ends.push(end)
    },
    async [Symbol.asyncDispose]() {
      const errors: unknown[] = []
      for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
        try {
          await end()
        } catch (error) {
          errors.push(error)
        }
      }
      if (errors.length === 1) throw errors[0]
      if (errors.length > 1) throw new AggregateError(errors, `${errors.length} parts did not end cleanly`)
    },
  }
}
