import 'reflect-metadata'
import type { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import {
  BasicConstraintsExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

/** PEM, as `node:tls` takes them. */
export type KeyPair = { cert: string; key: string }

export type CertificateOptions = {
  /** Host names and IP addresses that the certificate is for; the first is its common name. */
  hosts: readonly string[]
  /** Days from now, negative for the past. */
  validFromDays?: number
  validToDays?: number
}

export type TestAuthority = {
  /** Certificate of the authority, PEM: what a client has to trust. */
  ca: string
  issue(options: CertificateOptions): Promise<KeyPair>
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY_MS = 86_400_000

/** A certificate authority made for a test. */
export async function createTestAuthority(name = 'Test authority'): Promise<TestAuthority> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const ca = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: ALGORITHM,
    notBefore: fromNow(-400),
    notAfter: fromNow(3650),
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  })
  return {
    ca: ca.toString('pem'),
    async issue(options) {
      const own = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
      const certificate = await X509CertificateGenerator.create({
        ...subjectAndTimes(options),
        issuer: ca.subject,
        signingKey: keys.privateKey,
        publicKey: own.publicKey,
      })
      return pair(certificate, own.privateKey)
    },
  }
}

/** A certificate that nobody has signed but its own key. */
export async function selfSigned(options: CertificateOptions): Promise<KeyPair> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const { subject, ...rest } = subjectAndTimes(options)
  return pair(await X509CertificateGenerator.createSelfSigned({ ...rest, name: subject, keys }), keys.privateKey)
}

function subjectAndTimes({ hosts, validFromDays = -1, validToDays = 90 }: CertificateOptions) {
  const names = hosts.map((value) => ({ type: isIP(value) > 0 ? ('ip' as const) : ('dns' as const), value }))
  const extensions: Extension[] = [new SubjectAlternativeNameExtension(names)]
  return {
    subject: `CN=${hosts[0] ?? 'nobody'}`,
    notBefore: fromNow(validFromDays),
    notAfter: fromNow(validToDays),
    signingAlgorithm: ALGORITHM,
    extensions,
  }
}

async function pair(certificate: X509Certificate, privateKey: webcrypto.CryptoKey): Promise<KeyPair> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', privateKey)).toString('base64')
  const lines = der.match(/.{1,64}/g) ?? []
  const key = ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n')
  return { cert: certificate.toString('pem'), key }
}

const fromNow = (days: number) => new Date(Date.now() + days * DAY_MS)
