import {
  type CampaignRefusal,
  campaignRefusal,
  type QuestionnaireAddressee,
  questionnaireAddressee,
} from '#vocabulary'

const several = (count: number, one: string, many: string) => `${count} ${count > 1 ? many : one}`

/** Everything that the pages of the respondents say of themselves, in French; the questions have their own words. */
export const french = {
  /** As a page says its language, and as dates and numbers are written. */
  tag: 'fr-FR',
  name: 'français',
  skip: 'Aller au contenu',

  addresseeOf: (code: QuestionnaireAddressee) => questionnaireAddressee.label(code),
  reasonOf: (code: CampaignRefusal) => campaignRefusal.label(code),
  reasonHintOf: (code: CampaignRefusal) => campaignRefusal.entry(code)?.hint ?? '',

  languages: {
    nav: 'Langue de la page',
    read: 'Lire cette page en',
  },

  fault: {
    missing: 'Cette réponse est nécessaire.',
    number: 'Écrivez un nombre, par exemple 12.',
    whole: 'Écrivez un nombre entier.',
    atLeast: (least: string) => `Écrivez un nombre à partir de ${least}.`,
    atMost: (most: string) => `Écrivez un nombre jusqu’à ${most}.`,
    date: 'Écrivez une date complète.',
    from: (day: string) => `Choisissez une date à partir du ${day}.`,
    until: (day: string) => `Choisissez une date jusqu’au ${day}.`,
    unknown: 'Choisissez parmi les réponses proposées.',
    other: 'Précisez ce que « autre » veut dire.',
    none: '« Aucun » ne va pas avec une autre réponse.',
    tickMore: (least: number) => `Cochez au moins ${several(least, 'réponse', 'réponses')}.`,
    tickLess: (most: number) => `Cochez ${several(most, 'réponse', 'réponses')} au plus.`,
    ranks: 'Donnez un rang différent à chaque proposition.',
    rows: 'Choisissez parmi les lignes proposées.',
    everyRow: 'Répondez à chaque ligne.',
    long: (most: string) => `Écrivez ${most} caractères au plus.`,
  },

  question: {
    step: (page: number, pages: number) => `Page ${page} sur ${pages}`,
    progress: (answered: number, asked: number) =>
      `${several(answered, 'question répondue', 'questions répondues')} sur ${asked}`,
    bar: 'Avancement du questionnaire',
    wrong: (count: number) => (count > 1 ? `${count} réponses sont à revoir` : 'Une réponse est à revoir'),
    wrongLine: (title: string, fault: string) => `${title} : ${fault}`,
    otherwise: 'quelqu’un d’autre a répondu autrement.',
    noNames:
      'N’écrivez jamais le nom, le prénom, l’adresse ni rien qui permette de reconnaître un enfant ou un proche.',
    required: ' (réponse nécessaire)',
    meanwhile: (by: string) => `Pendant que cette page était ouverte, ${by} `,
    somebody: 'une autre personne',
    answered: (words: string) => `a répondu : « ${words} ».`,
    emptied: 'a retiré la réponse.',
    choose:
      ' Votre réponse est ci-dessous et n’est pas encore enregistrée. Continuer l’enregistre ; pour garder l’autre, reprenez-la.',
    before: 'La dernière fois',
    beforeLine: (when: string, words: string) => `${when} : « ${words} »`,
    same: 'Toujours exact',
    choosePlease: 'Choisissez',
    specify: 'Si « autre », précisez',
    rankHint: 'Donnez le rang 1 à ce qui compte le plus.',
    severalHint: 'Plusieurs réponses possibles.',
    mostHint: (most: number) => `${several(most, 'réponse', 'réponses')} au plus.`,
    next: 'Continuer',
    check: 'Vérifier mes réponses',
    previous: 'Page précédente',
    save: 'Enregistrer et reprendre plus tard',
    opened: (count: number) =>
      count > 1
        ? `Votre réponse ouvre ${count} autres questions sur cette page.`
        : 'Votre réponse ouvre une autre question sur cette page.',
  },

  /** What the script that saves while one writes says. */
  saving: {
    saved: 'Enregistré à {time}.',
    partly: 'Enregistré à {time}, sauf ce qui est à revoir sur cette page : vous le verrez en continuant.',
    clash: 'Quelqu’un d’autre a répondu autrement à une question : vous choisirez en continuant.',
    failed:
      'Pas encore enregistré : nous réessaierons. Le bouton « Enregistrer et reprendre plus tard » fonctionne aussi.',
    refused:
      'Cette page ne s’enregistre plus. Appuyez sur « Continuer » pour savoir pourquoi : rien ne sera effacé.',
  },

  kept: {
    saved: 'Vos réponses sont gardées. Ce lien vous y ramènera, sur n’importe quel appareil.',
    rest: 'Le reste de cette page est gardé.',
    sentMeanwhile:
      'Cette réponse a été envoyée entre-temps : ce que vous venez d’écrire n’est pas gardé. Copiez-le, puis rouvrez la réponse depuis la première page.',
    closedMeanwhile: (contact: string) =>
      `Cette campagne est close : ce que vous venez d’écrire n’est pas gardé. Copiez-le et adressez-le à : ${contact}`,
  },

  welcome: {
    hello: (holder: string) => `Bonjour ${holder}, nous vous demandons de répondre pour votre service.`,
    others: (names: readonly string[]) =>
      ` Vous répondez avec ${names.join(' ; ')} : c’est une seule réponse, que chacun complète.`,
    why: 'Pourquoi ce questionnaire',
    readers: 'Qui lira vos réponses',
    practice: 'En pratique',
    length: (asked: number, minutes: number) =>
      `${asked} questions, environ ${minutes} minutes. On peut s’arrêter et reprendre, sur un autre appareil aussi, avec le même lien.`,
    until: (day: string) => `Réponse attendue au plus tard le ${day}.`,
    personal: 'Ce lien est personnel : ne le transmettez pas. ',
    invite: 'Invitez plutôt un collègue',
    inviteAfter: ' à répondre avec vous : il recevra le sien.',
    before: 'Vos réponses de la dernière fois vous sont proposées : confirmez-les ou changez-les.',
    noChild: 'Jamais le nom d’un enfant ni rien qui permette de le reconnaître.',
    question: 'Une question ?',
    sent: (day: string) => `Cette réponse a été envoyée le ${day}. Merci.`,
    readAgain: 'Relire ou imprimer la réponse',
    correct: 'Corriger la réponse',
    closed: (day: string) => `Cette campagne est close depuis le ${day}. Ce que vous aviez écrit est gardé.`,
    readKept: 'Relire ce qui est gardé',
    declined: (why: string) => `Vous avez indiqué ne pas répondre (${why.toLowerCase()}).`,
    answerAfterAll: 'Répondre finalement',
    answered: (answered: number, asked: number) =>
      `${several(answered, 'question répondue', 'questions répondues')} sur ${asked}.`,
    begin: 'Commencer',
    resume: 'Reprendre',
    review: 'Relire et envoyer',
    refuse: 'Nous ne sommes pas concernés, ou ne répondrons pas',
  },

  review: {
    title: 'Relire et envoyer',
    notYet: 'La réponse n’est pas encore envoyée',
    missing: 'Avant d’envoyer, il reste à compléter :',
    missingLine: (fault: string) => ` : ${fault}`,
    nothing: 'Rien ne manque. ',
    toSign: 'Aller à l’envoi',
    back: 'Revenir aux questions',
    send: 'Envoyer',
    name: 'Votre nom, en toutes lettres',
    sign: (holder: string) =>
      `Vous signez « ${holder} » pour toutes les personnes qui ont répondu. L’envoi peut être corrigé jusqu’à la clôture.`,
    sendAll: 'Envoyer la réponse',
    incomplete: 'Des réponses nécessaires manquent encore : complétez-les avant d’envoyer.',
    unsigned: (holder: string) =>
      `Écrivez votre nom en toutes lettres, « ${holder} », pour signer cette réponse.`,
    edit: (title: string) => `Modifier « ${title} »`,
    blank: 'Sans réponse',
  },

  receipt: {
    sent: 'Votre réponse a été envoyée',
    kept: 'Votre réponse, telle qu’elle est gardée',
    told: (campaign: string, day: string, signatory: string) =>
      `Merci. Réponse à « ${campaign} » envoyée le ${day}, signée par ${signatory}`,
    typed: ' (saisie au téléphone)',
    reference: (reference: string) => `. Référence : ${reference}.`,
    unsent: 'Cette réponse n’a pas été envoyée.',
    print: 'Cette page s’imprime et s’enregistre depuis le menu de votre navigateur.',
    mistake: (day: string) => `Une erreur ? Elle se corrige jusqu’au ${day}, depuis `,
    firstPage: 'la première page',
  },

  refusal: {
    title: 'Ne pas répondre',
    lead: 'Vous ne recevrez plus de relance. Vous pourrez changer d’avis jusqu’à la clôture, avec le même lien.',
    why: 'Pour quel motif ?',
    choose: 'Choisissez un motif.',
    note: 'Une précision, si vous le souhaitez',
    confirm: 'Confirmer',
    back: 'Revenir',
  },

  colleague: {
    title: 'Inviter un collègue',
    lead: 'Cette personne répondra avec vous, pour le même service, avec un lien à elle. La plateforme voit qui vous invitez.',
    name: 'Son prénom et son nom',
    job: 'Sa fonction, si vous le souhaitez',
    email: 'Son adresse professionnelle',
    emailHint: 'Une adresse comme prenom.nom@exemple.fr. Le message ne dit rien du sujet du questionnaire.',
    left: (count: number) => `Vous pouvez encore inviter ${several(count, 'personne', 'personnes')}.`,
    full: 'Vous avez invité autant de personnes que cette page le permet. Pour d’autres, écrivez au contact du questionnaire.',
    send: 'Inviter',
    back: 'Revenir au questionnaire',
    wrong: 'L’invitation n’est pas partie',
    noName: 'Écrivez le prénom et le nom.',
    noEmail: 'Écrivez une adresse comme prenom.nom@exemple.fr.',
    known: 'Cette personne répond déjà avec vous.',
    removed: 'La plateforme a retiré cette personne de la réponse : voyez avec le contact du questionnaire.',
    invited: (name: string) => `${name} va recevoir un message avec son propre lien.`,
  },
} as const

type Widened<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [K in keyof T]: Widened<T[K]> }

/** The same in any language: whoever adds one is told by the compiler what is missing. */
export type Speech = Widened<typeof french>
