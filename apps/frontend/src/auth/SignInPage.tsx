'use client'

import type { AuthOptions, SECOND_FACTORS } from '@mointering/api-contract/http/accounts'
import { useState } from 'react'
import { FirstFactor } from './FirstFactor'
import { SecondFactor } from './SecondFactor'

type Factor = (typeof SECOND_FACTORS)[number]
type Props = {
  next: string
  options: AuthOptions
  /** From a provider that could not sign somebody in. */
  providerProblem: string | undefined
  /** A provider did, and more is needed: which ways there are. Null: begin at the beginning. */
  secondFactors: readonly Factor[] | null
}

export function SignInPage({ next, options, providerProblem, secondFactors }: Props) {
  const [factors, setFactors] = useState(secondFactors)
  return factors ? (
    <SecondFactor methods={factors} next={next} onStartOver={() => setFactors(null)} />
  ) : (
    <FirstFactor next={next} options={options} problemCode={providerProblem} onSecondFactor={setFactors} />
  )
}
