import { BadgeCheck, Building2, MapPin, MoveRight, Pencil } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import { Badge, Banner, Button, ButtonLink, formatDay, Menu, optionsOf } from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { type VerificationMethod, verificationMethod } from '#vocabulary'
import { readRefresh } from '../refresh/contract.ts'
import { RefreshPanel } from '../refresh/RefreshPanel.tsx'
import { readHistory, type ServiceRecord, verifyService } from './contract.ts'
import { Duplicates } from './Duplicates.tsx'
import { FreshnessBadge, OpenMark, VisibilityMark } from './Marks.tsx'
import { MoveDialog } from './MoveDialog.tsx'
import { OrganisationDialog } from './OrganisationDialog.tsx'
import { OrientationLine } from './OrientationLine.tsx'
import { PlaceDialog } from './PlaceDialog.tsx'
import { ProposalList } from './ProposalList.tsx'
import { QualityPanel } from './QualityPanel.tsx'
import { ServiceDialog } from './ServiceDialog.tsx'
import { ServiceHistory } from './ServiceHistory.tsx'
import { ServiceSections } from './ServiceSections.tsx'
import { useDirectoryActs } from './useDirectory.ts'

interface ServiceEntryProps {
  service: ServiceRecord
  back: { href: string; label: string }
}

// What only the service can do through its own link is not a choice here.
const methods = optionsOf(
  verificationMethod,
  verificationMethod.codes.filter((code) => code !== 'partner'),
)

/** A service: what to tell about it, how sure it is, and what its keepers have to do. */
export function ServiceEntry({ service, back }: ServiceEntryProps) {
  const { edit } = service.abilities
  const can = useCan()
  const { attempt } = useDirectoryActs()
  const [open, setOpen] = useState<'service' | 'place' | 'organisation' | 'move' | null>(null)
  const verify = (how: VerificationMethod) =>
    void attempt(
      () => call(verifyService, { params: { id: service.id }, version: service.version, input: { how } }),
      'Fiche vérifiée.',
    )
  useShortcut('e', () => setOpen('service'), { label: 'Modifier la fiche', isDisabled: !edit })
  useShortcut('l', () => setOpen('place'), { label: 'Modifier le lieu', isDisabled: !edit })
  useShortcut('v', () => verify('phone'), {
    label: 'Fiche vérifiée au téléphone, à l’instant',
    isDisabled: !edit,
  })
  const close = () => setOpen(null)
  return (
    <>
      <PageHeader
        title={service.name}
        lead={service.organisation.name}
        back={back}
        actions={
          edit && (
            <>
              <Button icon={Pencil} shortcut="e" onPress={() => setOpen('service')}>
                Modifier
              </Button>
              <Button icon={MapPin} shortcut="l" onPress={() => setOpen('place')}>
                Lieu
              </Button>
              <Button icon={Building2} onPress={() => setOpen('organisation')}>
                Organisation
              </Button>
              <Button icon={MoveRight} onPress={() => setOpen('move')}>
                Déplacer
              </Button>
              <Menu
                label="Vérifiée"
                icon={BadgeCheck}
                items={methods.map(({ value, label }) => ({
                  id: value,
                  label,
                  ...(value === 'phone' && { shortcut: 'v' }),
                  onAction: () => verify(value),
                }))}
              />
            </>
          )
        }
      />
      <div className="service-result-marks">
        {!service.active && <Badge>Service fermé</Badge>}
        <FreshnessBadge freshness={service.freshness} verifiedOn={service.verifiedOn} />
        <OpenMark isOpen={service.isOpen} localTime={service.localTime} />
        <VisibilityMark visibility={service.visibility} />
      </div>
      {service.mergedInto && (
        <Banner
          title="Cette fiche a été réunie avec une autre."
          actions={
            <ButtonLink href={`/bureau/annuaire/${service.mergedInto}`}>Ouvrir celle qui reste</ButtonLink>
          }
        >
          Elle n’est plus proposée à personne.
        </Banner>
      )}
      {service.isConfidential && (
        <Banner tone="attention" title="Adresse confidentielle">
          Ne la donnez à personne. Dites le contact d’entrée, et la commune ou le département seulement.
        </Banner>
      )}
      {service.freshness === 'stale' && (
        <Banner tone="attention" title="Personne n’a vérifié cette fiche depuis longtemps.">
          Appelez le service avant d’y envoyer quelqu’un. Sans vérification, elle sera masquée à partir du{' '}
          {formatDay(service.hiddenOn)}.
        </Banner>
      )}
      {service.freshness === 'hidden' && (
        <Banner tone="attention" title="Cette fiche n’est plus proposée pendant les appels.">
          Personne ne l’a vérifiée depuis trop longtemps : une vérification la remet en place.
        </Banner>
      )}
      <div className="service-columns">
        <div>
          <ServiceSections service={service} />
          {edit && <ProposalList serviceId={service.id} />}
          {can(readHistory.action) && <ServiceHistory id={service.id} />}
        </div>
        <div>
          <OrientationLine orientations={service.orientations} />
          <QualityPanel service={service} />
          {can(readRefresh.action) && <RefreshPanel serviceId={service.id} />}
          {edit && <Duplicates service={service} />}
        </div>
      </div>
      {open === 'service' && <ServiceDialog service={service} onClose={close} />}
      {open === 'organisation' && <OrganisationDialog service={service} onClose={close} />}
      {open === 'move' && <MoveDialog service={service} onClose={close} />}
      {open === 'place' && <PlaceDialog service={service} onClose={close} />}
    </>
  )
}
