import { type Handler, handle } from '#kernel/http.server.ts'
import { readTransmissionSchema } from './contract.ts'
import { publishedSchema, schemaFile } from './published.ts'

/** The endpoints of the documents. */
export const transmissionDocument: readonly Handler[] = [
  handle(readTransmissionSchema, async () => ({
    type: 'application/schema+json; charset=utf-8',
    filename: schemaFile,
    body: `${JSON.stringify(publishedSchema(), null, 2)}\n`,
  })),
]
