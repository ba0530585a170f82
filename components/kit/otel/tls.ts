import type { Settings } from "./settings";

/** How long a renewed certificate may stay unnoticed. */
const RELOAD = { reload_interval: "5m" };

/** Where the files of a server's certificate lie, as cert-manager names them. */
export interface ServerFiles {
  /** Folder with `tls.crt` and `tls.key`. */
  folder: string;
  /** File with the CA of clients, where they must have a certificate. */
  clientCa?: string;
}

/** Section `tls` of something that listens. */
export function serverTls({ folder, clientCa }: ServerFiles): Settings {
  return {
    cert_file: `${folder}/tls.crt`,
    key_file: `${folder}/tls.key`,
    ...(clientCa === undefined ? {} : { client_ca_file: clientCa }),
    ...RELOAD,
  };
}

/** What a server is verified by. */
export interface ClientFiles {
  /** File with the CA of the server. @default those of the image: public ones */
  ca?: string;
  /** Folder with `tls.crt` and `tls.key` for servers that ask who calls. */
  identity?: string;
}

/** Section `tls` of something that connects; without files, plain text. */
export function clientTls(files: ClientFiles | undefined): Settings {
  if (files === undefined) return { insecure: true };
  const { ca, identity } = files;
  return {
    insecure: false,
    ...(ca === undefined ? {} : { ca_file: ca }),
    ...(identity === undefined
      ? {}
      : { cert_file: `${identity}/tls.crt`, key_file: `${identity}/tls.key` }),
    ...RELOAD,
  };
}
