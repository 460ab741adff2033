import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { PageHeader, useIsNarrow } from '#kernel/page/index.ts'
import {
  Badge,
  ButtonLink,
  Cluster,
  Disclosure,
  ErrorState,
  Loading,
  Panel,
  Stack,
} from '#kernel/ui/index.ts'
import { role } from '#vocabulary'
import '#office/account/account.css'

interface Schema {
  readonly type?: string | readonly string[]
  readonly title?: string
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
}

const Operation = z.object({
  summary: z.string().default(''),
  description: z.string().default(''),
  operationId: z.string().default(''),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().optional() }))
    .default([]),
  requestBody: z.looseObject({}).optional(),
  responses: z.record(z.string(), z.looseObject({})).optional(),
})
type Operation = z.infer<typeof Operation>
const Description = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
})

/** The endpoints, as the server describes them, for whoever writes a program that talks to Repère. */
export function ApiPage() {
  const isNarrow = useIsNarrow()
  const { data, error, refetch } = useQuery({
    queryKey: ['openapi'],
    queryFn: async ({ signal }) =>
      Description.parse(await (await fetch('/api/openapi.json', { signal })).json()),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const endpoints = Object.entries(data?.paths ?? {}).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => ({ path, verb: verb.toUpperCase(), operation })),
  )
  const families = Map.groupBy(endpoints, ({ path }) => path.split('/')[2] ?? '')
  return (
    <>
      <PageHeader
        title="Points d’accès"
        lead="Ce que le serveur sait faire, et pour qui. Chaque demande passe par les mêmes droits que les pages."
        actions={<ButtonLink href="/api/openapi.json">OpenAPI {data?.openapi ?? ''}</ButtonLink>}
      />
      {error && (
        <ErrorState
          title="La description n’a pas pu être lue"
          kept="Rien n’est perdu."
          onRetry={() => refetch()}
        />
      )}
      {!data && !error && <Loading />}
      <Stack gap={5}>
        {[...families].map(([family, list]) => (
          <Panel key={family} title={`/api/${family}`}>
            {list.map(({ path, verb, operation }) => (
              <Disclosure
                key={`${verb} ${path}`}
                title={operation.summary || `${verb} ${path}`}
                meta={isNarrow ? undefined : <Address verb={verb} path={path} />}
              >
                {isNarrow && <Address verb={verb} path={path} />}
                <Endpoint operation={operation} />
              </Disclosure>
            ))}
          </Panel>
        ))}
      </Stack>
    </>
  )
}

function Address({ verb, path }: { verb: string; path: string }) {
  return (
    <span className="endpoint-path">
      <code>{`${verb} ${path}`}</code>
    </span>
  )
}

function Endpoint({ operation }: { operation: Operation }) {
  const body = schemaIn(operation.requestBody)
  const answer = schemaIn(operation.responses?.['200'])
  return (
    <Stack gap={3}>
      <Cluster gap={1}>
        {audienceOf(operation.description).map((word) => (
          <Badge key={word}>{word}</Badge>
        ))}
      </Cluster>
      {operation.parameters.length > 0 && (
        <div>
          <h3>Dans l’adresse</h3>
          <ul className="endpoint-fields">
            {operation.parameters.map((one) => (
              <li key={`${one.in} ${one.name}`}>
                <code>{one.name}</code>
                {one.required ? '' : ' (facultatif)'}
              </li>
            ))}
          </ul>
        </div>
      )}
      {body && (
        <div>
          <h3>Ce que l’on envoie</h3>
          <Fields schema={body} />
        </div>
      )}
      {answer && (
        <div>
          <h3>Ce qui revient</h3>
          <Fields schema={answer} />
        </div>
      )}
    </Stack>
  )
}

function Fields({ schema, depth = 0 }: { schema: Schema; depth?: number }) {
  const object = objectIn(schema)
  if (!object?.properties) return <p className="muted">{typeOf(schema)}</p>
  return (
    <ul className="endpoint-fields">
      {Object.entries(object.properties).map(([name, field]) => (
        <li key={name}>
          <code>{name}</code> : {typeOf(field)}
          {field.title && <span className="muted"> · {field.title}</span>}
          {depth < 2 && objectIn(field)?.properties && <Fields schema={field} depth={depth + 1} />}
        </li>
      ))}
    </ul>
  )
}

/** The object that a field holds, itself or each of its items. */
function objectIn(schema: Schema): Schema | undefined {
  if (schema.properties) return schema
  if (schema.items) return objectIn(schema.items)
  return schema.anyOf?.map(objectIn).find(Boolean)
}

function typeOf(schema: Schema): string {
  if (schema.enum)
    return schema.enum.length > 8 ? `un code parmi ${schema.enum.length}` : schema.enum.join(' | ')
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' | ')
  if (schema.items) return `liste de ${typeOf(schema.items)}`
  return schema.format ?? [schema.type ?? 'valeur'].flat().join(' | ')
}

function schemaIn(part: unknown): Schema | undefined {
  const content = (part as { content?: Record<string, { schema?: Schema }> } | undefined)?.content
  return content?.['application/json']?.schema
}

function audienceOf(description: string): string[] {
  if (description === 'anyone') return ['Sans être connecté']
  if (description === 'signed_in') return ['Toute personne connectée']
  return description.split(', ').map((code) => role.label(code))
}
