import type { CampaignRefusal, QuestionnaireAddressee } from '#vocabulary'
import type { Speech } from './french.ts'

const several = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

const addressees: Readonly<Record<QuestionnaireAddressee, string>> = {
  def_director: 'Director of childhood and family services',
  ase: 'Child-welfare service (ASE)',
  crip: 'Unit that gathers worrying information (CRIP)',
  departmental_home: 'Departmental children’s home',
}

const reasons: Readonly<Record<CampaignRefusal, string>> = {
  not_concerned: 'Not concerned',
  no_time: 'No time',
  answered_elsewhere: 'Already answered elsewhere',
  refused: 'Does not wish to answer',
}

/** What the pages of the respondents say of themselves, in English. */
export const english: Speech = {
  tag: 'en-GB',
  name: 'English',
  skip: 'Skip to the content',

  addresseeOf: (code) => addressees[code],
  reasonOf: (code) => reasons[code],
  reasonHintOf: (code) =>
    code === 'not_concerned' ? 'The service does not exist, or the matter is not in its hands.' : '',

  languages: {
    nav: 'Language of this page',
    read: 'Read this page in',
  },

  fault: {
    missing: 'This answer is needed.',
    number: 'Write a number, for example 12.',
    whole: 'Write a whole number.',
    atLeast: (least) => `Write a number of ${least} or more.`,
    atMost: (most) => `Write a number of ${most} or less.`,
    date: 'Write a full date.',
    from: (day) => `Choose a date from ${day} on.`,
    until: (day) => `Choose a date up to ${day}.`,
    unknown: 'Choose among the answers offered.',
    other: 'Say what “other” means.',
    none: '“None” does not go with another answer.',
    tickMore: (least) => `Tick at least ${several(least, 'answer', 'answers')}.`,
    tickLess: (most) => `Tick ${several(most, 'answer', 'answers')} at most.`,
    ranks: 'Give each line a different rank.',
    rows: 'Choose among the lines offered.',
    everyRow: 'Answer each line.',
    long: (most) => `Write ${most} characters at most.`,
  },

  question: {
    step: (page, pages) => `Page ${page} of ${pages}`,
    progress: (answered, asked) => `${several(answered, 'question', 'questions')} answered of ${asked}`,
    bar: 'Progress through the questionnaire',
    wrong: (count) => (count > 1 ? `${count} answers need another look` : 'One answer needs another look'),
    wrongLine: (title, fault) => `${title}: ${fault}`,
    otherwise: 'somebody else answered differently.',
    noNames:
      'Never write the name, first name, address or anything else by which a child or a relative could be recognised.',
    required: ' (answer needed)',
    meanwhile: (by) => `While this page was open, ${by} `,
    somebody: 'another person',
    answered: (words) => `answered: “${words}”.`,
    emptied: 'took the answer out.',
    choose:
      ' Your answer is below and is not saved yet. Going on saves it; to keep the other one, write it again.',
    before: 'Last time',
    beforeLine: (when, words) => `${when}: “${words}”`,
    same: 'Still true',
    choosePlease: 'Choose',
    specify: 'If “other”, say which',
    rankHint: 'Give rank 1 to what matters most.',
    severalHint: 'Several answers are possible.',
    mostHint: (most) => `${several(most, 'answer', 'answers')} at most.`,
    next: 'Continue',
    check: 'Check my answers',
    previous: 'Previous page',
    save: 'Save and go on later',
    opened: (count) =>
      count > 1
        ? `Your answer opens ${count} more questions on this page.`
        : 'Your answer opens one more question on this page.',
  },

  saving: {
    saved: 'Saved at {time}.',
    partly: 'Saved at {time}, but for what needs another look on this page: you will see it as you go on.',
    clash: 'Somebody else answered one question differently: you will choose as you go on.',
    failed: 'Not saved yet: we will try again. The button “Save and go on later” works too.',
    refused: 'This page is no longer being saved. Press “Continue” to learn why: nothing will be erased.',
  },

  kept: {
    saved: 'Your answers are kept. This link will bring you back to them, on any device.',
    rest: 'The rest of this page is kept.',
    sentMeanwhile:
      'This answer was sent in the meantime: what you have just written is not kept. Copy it, then open the answer again from the first page.',
    closedMeanwhile: (contact) =>
      `This campaign is closed: what you have just written is not kept. Copy it and send it to: ${contact}`,
  },

  welcome: {
    hello: (holder) => `Hello ${holder}, we ask you to answer for your service.`,
    others: (names) => ` You answer with ${names.join('; ')}: it is one answer, which each of you completes.`,
    why: 'Why this questionnaire',
    readers: 'Who will read your answers',
    practice: 'In practice',
    length: (asked, minutes) =>
      `${asked} questions, about ${minutes} minutes. You can stop and go on, on another device too, with the same link.`,
    until: (day) => `Your answer is expected by ${day}.`,
    personal: 'This link is personal: do not pass it on. ',
    invite: 'Invite a colleague',
    inviteAfter: ' to answer with you instead: they will receive their own.',
    before: 'Your answers of last time are offered to you: confirm or change them.',
    noChild: 'Never the name of a child, nor anything by which a child could be recognised.',
    question: 'Any question?',
    sent: (day) => `This answer was sent on ${day}. Thank you.`,
    readAgain: 'Read or print the answer',
    correct: 'Correct the answer',
    closed: (day) => `This campaign has been closed since ${day}. What you had written is kept.`,
    readKept: 'Read what is kept',
    declined: (why) => `You said that you would not answer (${why.toLowerCase()}).`,
    answerAfterAll: 'Answer after all',
    answered: (answered, asked) => `${several(answered, 'question', 'questions')} answered of ${asked}.`,
    begin: 'Begin',
    resume: 'Go on',
    review: 'Read again and send',
    refuse: 'This does not concern us, or we will not answer',
  },

  review: {
    title: 'Read again and send',
    notYet: 'The answer has not been sent yet',
    missing: 'Before sending, there is still to complete:',
    missingLine: (fault) => `: ${fault}`,
    nothing: 'Nothing is missing. ',
    toSign: 'Go to sending',
    back: 'Back to the questions',
    send: 'Send',
    name: 'Your name, in full',
    sign: (holder) =>
      `You sign “${holder}” for everybody who answered. What is sent can be corrected until the campaign closes.`,
    sendAll: 'Send the answer',
    incomplete: 'Answers that are needed are still missing: complete them before sending.',
    unsigned: (holder) => `Write your name in full, “${holder}”, to sign this answer.`,
    edit: (title) => `Change “${title}”`,
    blank: 'No answer',
  },

  receipt: {
    sent: 'Your answer has been sent',
    kept: 'Your answer, as it is kept',
    told: (campaign, day, signatory) =>
      `Thank you. Answer to “${campaign}” sent on ${day}, signed by ${signatory}`,
    typed: ' (written down on the telephone)',
    reference: (reference) => `. Reference: ${reference}.`,
    unsent: 'This answer has not been sent.',
    print: 'This page can be printed and saved from the menu of your browser.',
    mistake: (day) => `A mistake? It can be corrected until ${day}, from `,
    firstPage: 'the first page',
  },

  refusal: {
    title: 'Not answering',
    lead: 'You will receive no more reminders. You can change your mind until the campaign closes, with the same link.',
    why: 'For what reason?',
    choose: 'Choose a reason.',
    note: 'Anything to add, if you wish',
    confirm: 'Confirm',
    back: 'Back',
  },

  colleague: {
    title: 'Invite a colleague',
    lead: 'This person will answer with you, for the same service, with a link of their own. The platform sees whom you invite.',
    name: 'Their full name',
    job: 'Their position, if you wish',
    email: 'Their professional address',
    emailHint:
      'An address like first.last@example.org. The message says nothing of what the questionnaire is about.',
    left: (count) => `You can still invite ${several(count, 'person', 'people')}.`,
    full: 'You have invited as many people as this page allows. For others, write to the contact of the questionnaire.',
    send: 'Invite',
    back: 'Back to the questionnaire',
    wrong: 'The invitation has not left',
    noName: 'Write their full name.',
    noEmail: 'Write an address like first.last@example.org.',
    known: 'This person already answers with you.',
    removed: 'The platform took this person out of the answer: ask the contact of the questionnaire.',
    invited: (name) => `${name} will receive a message with a link of their own.`,
  },
}
