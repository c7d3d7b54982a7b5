type CheckError = {
  /** A few words for lists and charts. */
  title: string
  /** What the owner of the monitor can do about it. */
  advice: string
  /** True: the fault says nothing about the target, so the verdict is `unknown` and opens no incident. */
  ours: boolean
}

/** Why a check was not up. Codes are stable: they are stored, filtered on and documented. Add to them, never rename. */
export const CHECK_ERRORS = {
  // Names
  dns_not_found: {
    title: 'The host name does not exist',
    advice: 'Check the spelling, the registration of the domain, and the records at your DNS provider.',
    ours: false,
  },
  dns_no_address: {
    title: 'The host name has no address',
    advice: 'Add an A record (IPv4) or AAAA record (IPv6), or set the monitor to the IP family that the host has.',
    ours: false,
  },
  dns_server_failure: {
    title: 'Our resolver could not answer',
    advice:
      'If this stays, check the name servers and the DNSSEC signatures of the domain; resolvers answer so when they cannot reach or trust them.',
    ours: true,
  },
  dns_timeout: {
    title: 'Our resolver did not answer in time',
    advice:
      'If this stays, check that the name servers of the domain answer quickly; otherwise it is the probing region that has trouble.',
    ours: true,
  },
  resolver_unreachable: {
    title: 'Our resolver was not reachable',
    advice: 'Nothing to do for you: the probing region has trouble. Operators: check the DNS settings of the prober.',
    ours: true,
  },
  invalid_target: {
    title: 'The target is not a usable address',
    advice: 'Edit the monitor and enter a host name or an IP address as you would in a browser.',
    ours: true,
  },
  // Connections
  connection_refused: {
    title: 'Connection refused',
    advice: 'The host answers but nothing listens on that port: start the server, or correct the port.',
    ours: false,
  },
  connection_timeout: {
    title: 'No connection within the time limit',
    advice: 'Most often a firewall drops the packets or the host is off: check both, then the route to it.',
    ours: false,
  },
  connection_reset: {
    title: 'The server broke the connection off',
    advice:
      'Look in the logs of the server, and of load balancers or firewalls before it, for crashed or rejected connections.',
    ours: false,
  },
  connection_closed: {
    title: 'The server hung up without an answer',
    advice: 'Check that the port speaks the expected protocol, and the logs of the server for a crash while answering.',
    ours: false,
  },
  host_unreachable: {
    title: 'No route to the host',
    advice: 'Check that the host is on and that its network is announced and routed.',
    ours: false,
  },
  network_error: {
    title: 'Network error',
    advice: 'The message names the error of the operating system; check the network between us and the host.',
    ours: false,
  },
  answer_timeout: {
    title: 'Connected, but no answer in time',
    advice:
      'The server accepts connections but is too busy or stuck: check its load, or raise the timeout of the monitor.',
    ours: false,
  },
  body_timeout: {
    title: 'The answer did not finish in time',
    advice:
      'The server began to answer but too slowly: check its load and bandwidth, or raise the timeout of the monitor.',
    ours: false,
  },
  // TLS
  tls_timeout: {
    title: 'The TLS handshake did not finish in time',
    advice: 'Check that the port speaks TLS and that the server is not overloaded.',
    ours: false,
  },
  tls_handshake_failed: {
    title: 'The TLS handshake failed',
    advice: 'Check that the port speaks TLS and that the server offers a current protocol and cipher.',
    ours: false,
  },
  tls_protocol_too_old: {
    title: 'The TLS version is too old',
    advice: 'Turn on TLS 1.2 or newer on the server.',
    ours: false,
  },
  tls_client_certificate_refused: {
    title: 'The server did not accept our client certificate',
    advice: 'Add the client certificate that the server asks for to the monitor, or renew the one that is there.',
    ours: false,
  },
  client_certificate_invalid: {
    title: 'The client certificate of the monitor cannot be used',
    advice: 'Paste a certificate and its own, unencrypted private key in PEM form.',
    ours: true,
  },
  certificate_expired: {
    title: 'The certificate has expired',
    advice: 'Renew the certificate and reload the server.',
    ours: false,
  },
  certificate_not_yet_valid: {
    title: 'The certificate is not valid yet',
    advice: 'Check the clock of the machine that issued it, or install the certificate that is valid now.',
    ours: false,
  },
  certificate_self_signed: {
    title: 'The certificate is self-signed',
    advice: 'Install a certificate of a public authority, or turn verification off for this monitor.',
    ours: false,
  },
  certificate_untrusted: {
    title: 'The certificate chain is not trusted',
    advice: 'Let the server send its intermediate certificates too, and use an authority that browsers trust.',
    ours: false,
  },
  certificate_wrong_host: {
    title: 'The certificate is for another host name',
    advice: 'Get a certificate that names this host, or correct the host name of the monitor.',
    ours: false,
  },
  certificate_revoked: {
    title: 'The certificate is revoked',
    advice: 'Replace the certificate at once.',
    ours: false,
  },
  certificate_invalid: {
    title: 'The certificate was rejected',
    advice: 'The message names the reason; replace the certificate or its chain.',
    ours: false,
  },
  certificate_expires_soon: {
    title: 'The certificate expires soon',
    advice: 'Renew the certificate now, and check why it was not renewed by itself.',
    ours: false,
  },
  // HTTP
  http_status: {
    title: 'Unexpected HTTP status',
    advice: 'Look into the logs of the server, or add this status to the accepted ones.',
    ours: false,
  },
  http_invalid_response: {
    title: 'The answer is not valid HTTP',
    advice: 'Check that the port speaks HTTP, and proxies that may change the answer.',
    ours: false,
  },
  http_headers_too_large: {
    title: 'The headers of the answer are too large',
    advice: 'Shrink the headers (cookies and security policies, most often): many clients refuse them too.',
    ours: false,
  },
  body_incomplete: {
    title: 'The answer was cut off',
    advice: 'Look in the logs of the server for a crash while sending, and for a wrong Content-Length.',
    ours: false,
  },
  body_undecodable: {
    title: 'The compressed answer cannot be unpacked',
    advice: 'Check the compression of the server: the content does not match its Content-Encoding.',
    ours: false,
  },
  keyword_missing: {
    title: 'The keyword is missing',
    advice: 'Open the page and see what it shows instead.',
    ours: false,
  },
  keyword_present: {
    title: 'The unwanted keyword is there',
    advice: 'Open the page and see why it shows this text.',
    ours: false,
  },
  assertion_failed: {
    title: 'An assertion failed',
    advice: 'Compare the answer with the assertion named in the message.',
    ours: false,
  },
  assertion_invalid: {
    title: 'An assertion of the monitor cannot be evaluated',
    advice: 'Correct the JSONPath or the pattern named in the message.',
    ours: true,
  },
  body_not_json: {
    title: 'The answer is not JSON',
    advice: 'Check the address, and that the server does not answer with an error page.',
    ours: false,
  },
  redirect_loop: {
    title: 'The redirects go in a circle',
    advice: 'Correct the redirects: following them leads back to an address that was already visited.',
    ours: false,
  },
  too_many_redirects: {
    title: 'Too many redirects',
    advice: 'Shorten the chain of redirects, or raise the limit of the monitor.',
    ours: false,
  },
  redirect_invalid: {
    title: 'The redirect leads nowhere',
    advice: 'Correct the Location header: it must be an http or https address.',
    ours: false,
  },
  slow: {
    title: 'Slower than the limit',
    advice: 'See in the phases which part is slow, or raise the limit for degraded.',
    ours: false,
  },
  proxy_unreachable: {
    title: 'The proxy was not reachable',
    advice: 'Check the address of the proxy in the monitor, and the proxy itself. The target was not looked at.',
    ours: true,
  },
  proxy_refused: {
    title: 'The proxy refused to connect us',
    advice: 'Let the proxy allow this target for us. The target was not looked at.',
    ours: true,
  },
  proxy_target_unreachable: {
    title: 'The proxy could not reach the target',
    advice: 'Check the target, and the route from the proxy to it.',
    ours: false,
  },
  // TCP, ping, DNS
  tcp_unexpected_answer: {
    title: 'Not the expected answer',
    advice: 'Compare what the server sent with the expected text of the monitor.',
    ours: false,
  },
  ping_no_reply: {
    title: 'No reply to any packet',
    advice: 'The host is off, or a firewall drops ICMP: allow echo requests, or watch a TCP port instead.',
    ours: false,
  },
  ping_packet_loss: {
    title: 'Packets were lost',
    advice: 'Check the network of the host for overload, or raise the allowed loss.',
    ours: false,
  },
  ping_unavailable: {
    title: 'This prober cannot ping',
    advice:
      'Operators: install the program `ping` on the prober and let it open ICMP sockets (capability cap_net_raw).',
    ours: true,
  },
  dns_rcode: {
    title: 'Unexpected DNS answer code',
    advice: 'Check the zone at your DNS provider, or the expected answer code of the monitor.',
    ours: false,
  },
  dns_records_missing: {
    title: 'Expected DNS records are missing',
    advice: 'Compare the records in the message with those at your DNS provider.',
    ours: false,
  },
  dns_no_answer: {
    title: 'The DNS server did not answer in time',
    advice: 'Check that the server runs and that UDP and TCP port 53 reach it.',
    ours: false,
  },
  dns_invalid_answer: {
    title: 'The DNS server sent no valid answer',
    advice: 'Check that a DNS server listens at that address and port.',
    ours: false,
  },
  // Heartbeats (judged by the ingester)
  heartbeat_missed: {
    title: 'The expected call did not come',
    advice: 'Check that the job ran, and that it can reach the heartbeat address.',
    ours: false,
  },
  heartbeat_failed: {
    title: 'The job reported a failure',
    advice: 'Look into the log of the job.',
    ours: false,
  },
  // Our own
  address_refused: {
    title: 'We do not check this address',
    advice:
      'It lies in a private or reserved network. Operators can allow private networks with PROBE_ALLOWED_PRIVATE_CIDRS.',
    ours: true,
  },
  prober_out_of_resources: {
    title: 'The prober ran out of resources',
    advice: 'Operators: raise the limit of open files, or add probers.',
    ours: true,
  },
  prober_overloaded: {
    title: 'The prober was too busy to tell',
    advice: 'Nothing to do for you. Operators: give the prober more CPU, lower PROBE_CONCURRENCY, or add probers.',
    ours: true,
  },
  secrets_unreadable: {
    title: 'The prober cannot open the secrets of the monitor',
    advice:
      'Operators: set PROBE_SECRETS_KEY of the prober to what `mointering secrets probe-key` prints. Others: if it stays, enter the secrets again.',
    ours: true,
  },
  prober_no_network: {
    title: 'The prober has no route of that kind',
    advice: 'Operators: the prober has no network of this IP family. Others: choose another IP family or region.',
    ours: true,
  },
  prober_blind: {
    title: 'The prober sees nothing at all',
    advice:
      'Nothing to do for you: the region has lost its own connection. Operators: check the network of the prober.',
    ours: true,
  },
  region_blind: {
    title: 'The region sees nothing',
    advice:
      'Nothing to do for you: many unrelated targets went silent there at once. Operators: check the network of the probers in this region.',
    ours: true,
  },
  prober_shutdown: {
    title: 'The prober was shut down during the check',
    advice: 'Nothing to do: the next check runs on another prober.',
    ours: true,
  },
  internal_error: {
    title: 'The check failed for a reason of ours',
    advice: 'Nothing to do for you: the fault is in our logs.',
    ours: true,
  },
} as const satisfies Record<string, CheckError>

export type CheckErrorCode = keyof typeof CHECK_ERRORS

/** The target said nothing, or a stranger spoke in its place: all that is seen of it from a region that lost its own network. */
export const SILENT_CODES: ReadonlySet<string> = new Set<CheckErrorCode>([
  'dns_not_found',
  'dns_no_answer',
  'connection_refused',
  'connection_timeout',
  'connection_reset',
  'connection_closed',
  'host_unreachable',
  'network_error',
  'answer_timeout',
  'tls_timeout',
  'ping_no_reply',
])

/** Title and advice for a stored code; null for a code that this version does not know (a newer prober sent it). */
export function explainCheckError(code: string): CheckError | null {
  return Object.hasOwn(CHECK_ERRORS, code) ? CHECK_ERRORS[code as CheckErrorCode] : null
}
