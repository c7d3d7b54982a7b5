'use client'

import type { AuthOptions, SECOND_FACTORS } from '@mointering/api-contract/http/accounts'
import { useState } from 'react'
import type { ApiProblem } from '../api/api-problem'
import { FirstFactor } from './FirstFactor'
import { providerProblem as problemOf } from './provider-problems'
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
  /** Why the person is (again) at the beginning. */
  const [reason, setReason] = useState(() => problemOf(providerProblem))
  const startOver = (why: ApiProblem | null) => {
    setReason(why)
    setFactors(null)
  }
  return factors ? (
    <SecondFactor methods={factors} next={next} onStartOver={startOver} />
  ) : (
    <FirstFactor next={next} options={options} reason={reason} onSecondFactor={setFactors} />
  )
}
