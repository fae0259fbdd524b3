/**
 * Options of every TLS connection: the server's certificate must be vouched for and bear its name. Said aloud, because what
 * is left unsaid Node takes from the environment, where `NODE_TLS_REJECT_UNAUTHORIZED=0` would hand the password to anybody.
 * Whom the computer trusts is its owner's to say: `NODE_EXTRA_CA_CERTS` adds to it, and no process can tell why.
 */
export const verifiedTls = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;
