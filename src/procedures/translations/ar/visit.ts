/** What everybody reads of visits to places where people are held, in Arabic. To be read by a sworn translator. */
import type { VisitWords } from '../words-in.ts'

export const visit = {
  title: 'الزيارات والتوصيات',
  idea: 'يمكن لأمين المظالم أن يأتي في أي ساعة. ويجب الرد على ما يوصي به، ولا يتضرر أحد لأنه تكلم.',
  safeguards: {
    V1: { title: 'يُرد على التوصيات', person: 'يجب على المكتب أن يرد على أمين المظالم قبل {$date}.' },
    V2: { title: 'ما قيل يبقى لدى الزائرين', person: 'ما تقوله للزائرين يبقى لديهم.' },
    V3: {
      title: 'لا يُعاقب أحد لأنه تكلم',
      person: 'لا يجوز لأحد أن يعاقبك لأنك تكلمت مع الزائرين. أخبرهم إن فعل أحد ذلك.',
    },
    V4: { title: 'كل باب يُفتح', person: 'يمكن للزائرين أن يأتوا في أي وقت وأن يتكلموا معك على انفراد.' },
    V5: { title: 'الزيارات تُحصى علنًا', person: 'يمكن للجميع أن يروا كم توصية تم الرد عليها.' },
  },
} satisfies VisitWords
