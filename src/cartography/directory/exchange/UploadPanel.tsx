import { ScanSearch } from 'lucide-react'
import { useState } from 'react'
import { sentenceOf } from '#kernel/call.ts'
import {
  Banner,
  Button,
  Checkbox,
  Cluster,
  Disclosure,
  FieldRow,
  FileField,
  formatNumber,
  Panel,
  Prose,
  Select,
  Stack,
  TextField,
} from '#kernel/ui/index.ts'
import type { ExchangeFormat } from '#vocabulary'
import { columns, contactColumns } from './columns.ts'
import { fileLimit } from './contract.ts'
import { FileTooLarge, useExchangeActs } from './useExchange.ts'
import { formatOfName, formatOptions } from './words.ts'

const limit = `${formatNumber(fileLimit / 1024 / 1024)} Mo`

/** Choosing a file of services, and having it looked through. */
export function UploadPanel({ onBrought }: { onBrought: (id: string) => void }) {
  const [file, setFile] = useState<File | null>(null)
  const [format, setFormat] = useState<ExchangeFormat | null>(null)
  const [source, setSource] = useState('')
  const [onlyCheck, setOnlyCheck] = useState(false)
  const { bring } = useExchangeActs()
  const choose = (chosen: File | null) => {
    bring.reset()
    setFile(chosen)
    const supposed = chosen && formatOfName(chosen.name)
    if (supposed) setFormat(supposed)
  }
  const isReady = file !== null && format !== null && (onlyCheck || source.trim() !== '')
  const send = () =>
    file &&
    format &&
    bring.mutate(
      { file, format, source: source.trim() || file.name, onlyCheck },
      { onSuccess: ({ id }) => onBrought(id) },
    )
  return (
    <Panel
      title="Apporter un fichier"
      lead="Il est lu en entier d’abord : nouveautés, changements, doublons possibles, refus avec leur ligne."
    >
      <Stack gap={4}>
        <FileField
          label="Fichier de services"
          description={`HSDS 3 ou data·inclusion en JSON, tableau CSV en UTF-8, ou classeur .xlsx. ${limit} au plus.`}
          accept={['.csv', '.xlsx', '.json']}
          value={file}
          onChange={choose}
        />
        <FieldRow>
          <Select
            label="Format"
            options={formatOptions}
            value={format}
            onChange={setFormat}
            placeholder="Choisir"
          />
          <TextField
            label="D’où vient ce fichier"
            description="Gardez le même nom d’une fois sur l’autre : un service déjà venu de là est reconnu."
            value={source}
            onChange={setSource}
            isDisabled={onlyCheck}
          />
        </FieldRow>
        <Checkbox isSelected={onlyCheck} onChange={setOnlyCheck}>
          Vérifier seulement : tenir le fichier à son format, sans rien importer
        </Checkbox>
        {bring.isError &&
          (bring.error instanceof FileTooLarge ? (
            <Banner tone="attention" title={`Ce fichier dépasse ${limit}.`}>
              <Prose>
                <p>
                  Un fichier de cette taille passe par la ligne de commande, sur la machine de Repère :
                  <br />
                  <code>npm run -s repere -- directory import fichier --format csv</code>
                </p>
              </Prose>
            </Banner>
          ) : (
            <Banner tone="attention" title={sentenceOf(bring.error)} />
          ))}
        <Cluster>
          <Button
            variant="primary"
            icon={ScanSearch}
            isDisabled={!isReady}
            isPending={bring.isPending}
            onPress={send}
          >
            Lire le fichier
          </Button>
        </Cluster>
        <Disclosure title="Les colonnes d’un tableau">
          <Prose>
            <p>
              Seule la colonne <code>nom</code> est obligatoire. Une cellule vide ne retire rien. Plusieurs
              termes d’une même cellule sont séparés par une barre : <code>Accueil de jour | Formation</code>.
              Les contacts sont numérotés : <code>contact_1_telephone</code>, <code>contact_2_courriel</code>.
            </p>
            <ul>
              {columns
                .filter(({ group }) => group !== 'told')
                .map(({ name, title }) => (
                  <li key={name}>
                    <code>{name}</code> : {title}
                  </li>
                ))}
              {contactColumns.map(({ name, title }) => (
                <li key={name}>
                  <code>contact_1_{name}</code> : {title}
                </li>
              ))}
            </ul>
          </Prose>
        </Disclosure>
      </Stack>
    </Panel>
  )
}
