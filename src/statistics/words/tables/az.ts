/** Azerbaijani: title, population and coverage of each table. */
import type { Words } from '../words.ts'

export const tables: Words['tables'] = {
  'detention-stock': {
    title: 'Rübün sonunda miqrasiya ilə əlaqədar saxlanılan şəxslər',
    population: 'Rübün son günü saat 24:00-da miqrasiya əsasları ilə azadlıqdan məhrum edilmiş şəxslər.',
    coverage: 'Yalnız orqanların reyestrə yazdığı saxlanma halları.',
  },
  'detention-persons': {
    title: 'Miqrasiya ilə əlaqədar saxlanması başa çatmış şəxslər',
    population:
      'Miqrasiya əsasları ilə azadlıqdan məhrum edilməsi il ərzində başa çatmış şəxslər; hər biri bir dəfə sayılır.',
    coverage: 'Yalnız orqanların reyestrə yazdığı saxlanma halları. Qeydə alınmadan saxlanılan şəxs burada görünmür.',
  },
  'detention-citizenship': {
    title: 'Miqrasiya ilə əlaqədar saxlanması başa çatmış şəxslər, vətəndaşlığın aid olduğu dünya regionu üzrə',
    population:
      'Miqrasiya əsasları ilə azadlıqdan məhrum edilməsi il ərzində başa çatmış şəxslər; hər biri bir dəfə sayılır.',
    coverage: 'Yalnız orqanların reyestrə yazdığı saxlanma halları. Heç kim tanınmasın deyə ölkələr birləşdirilib.',
  },
  'detention-ground': {
    title: 'Miqrasiya ilə əlaqədar saxlanma halları, əsas üzrə',
    population: 'Miqrasiya əsasları ilə il ərzində başa çatmış saxlanma halları.',
    coverage:
      'Əsas reyestrə yazıldığı kimidir; əsas yazılmadan başa çatmış saxlanma halları “başqa və ya göstərilməyib” altındadır.',
  },
  'detention-decision': {
    title: 'Miqrasiya ilə əlaqədar saxlanma halları, hakimin qərarı üzrə',
    population: 'Miqrasiya əsasları ilə il ərzində başa çatmış saxlanma halları.',
    coverage: 'Hakim qərar verməzdən əvvəl başa çatmış saxlanma halları “qərar yoxdur və ya göstərilməyib” altındadır.',
  },
  'detention-review': {
    title: 'Hakimin müddətində baxdığı saxlanma halları',
    population: 'Hakimin saxlanmaya baxması üçün rüb ərzində başa çatmış müddətlər.',
    coverage:
      'Müddət bitməzdən əvvəl hakimsiz başa çatmış saxlanma sayılmır; müddəti hakim olmadan keçmiş saxlanmaya vaxtında baxılmamış sayılır.',
  },
  'detention-length': {
    title: 'Miqrasiya ilə əlaqədar saxlanma halları, davamiyyət üzrə',
    population: 'Miqrasiya əsasları ilə il ərzində başa çatmış saxlanma halları.',
    coverage: 'Azadlıqdan məhrumetmənin yazılmış vaxtından başa çatdığı vaxta qədər.',
  },
  'detention-alternative': {
    title: 'Saxlanmaya alternativlər, növ üzrə',
    population: 'Əvəzinə alternativ təyin edilməklə il ərzində başa çatmış saxlanma halları.',
    coverage: 'Kimsə saxlanılmadan əvvəl seçilmiş alternativlər bu reyestrdə yoxdur.',
  },
  'expulsion-decision': {
    title: 'Ölkədən çıxarma işləri, qərar üzrə',
    population: 'İl ərzində üzrə qərar verilmiş ölkədən çıxarma işləri; hər iş bir dəfə, son qərar üzrə sayılır.',
    coverage:
      'Yalnız inzibati qaydada aparılan işlər. Qərardan sonra bağlanmış və ya geri götürülmüş iş bağlanmış və ya geri götürülmüş kimi sayılır.',
  },
  'expulsion-legal-aid': {
    title: 'Ölkədən çıxarma işlərində hüquqi yardım',
    population: 'Ölkədən çıxarma işləri üzrə il ərzində verilmiş qərarlar; yenidən verilmiş qərar yenidən sayılır.',
    coverage: 'Şəxsin qərardan əvvəl təklikdə görüşdüyü vəkil; haqqını dövlətin ödəyib-ödəməməsindən asılı olmayaraq.',
  },
  'expulsion-appeal': {
    title: 'Ölkədən çıxarma qərarından şikayətlər, nəticə üzrə',
    population: 'Ölkədən çıxarma qərarından verilmiş və il ərzində baxılıb qurtarmış şikayətlər.',
    coverage: 'İlin sonunda hələ baxılan şikayətlər sayılmır.',
  },
  'expulsion-during-appeal': {
    title: 'Şikayətə baxılarkən ölkədən çıxarılma halları',
    population: 'İl ərzində şikayətə baxılarkən baş vermiş getmə halları. Dəqiq rəqəmdir.',
    coverage: 'Yalnız orqanların reyestrə yazdığı getmə halları.',
  },
  'complaint-subject': {
    title: 'Ombudsmana şikayətlər, mövzu üzrə',
    population: 'Miqrantların il ərzində qəbul edilmiş şikayətləri.',
    coverage: 'Məhkəmələrə və başqa qurumlara verilən şikayətlər burada sayılmır.',
  },
  'complaint-finding': {
    title: 'Ombudsmana şikayətlər, çıxarılan nəticə üzrə',
    population: 'Miqrantların şikayətləri üzrə il ərzində çıxarılmış nəticələr.',
    coverage: 'Nəticə çıxarılmadan bağlanmış şikayətlər sayılmır.',
  },
  'complaint-remedy': {
    title: 'Hüququn bərpası ilə nəticələnən şikayətlər',
    population: 'Miqrantların nəticə çıxarıldıqdan sonra il ərzində bağlanmış şikayətləri.',
    coverage: 'Tövsiyənin icrası hələ izlənilən şikayətlər sayılmır.',
  },
  'school-enrolment-level': {
    title: 'Məktəbə qəbul edilmiş uşaqlar, səviyyə üzrə',
    population: 'Bu reyestr vasitəsilə yer istənilmiş və bu ildə başlayan dərs ilində məktəbə qəbul edilmiş uşaqlar.',
    coverage: 'Məktəb uşağın və ya valideynin miqrasiya statusunu bilmir, ona görə bu cədvəl də bilmir.',
  },
  'school-enrolment-area': {
    title: 'Məktəbə qəbul edilmiş uşaqlar, ərazi üzrə',
    population: 'Bu reyestr vasitəsilə yer istənilmiş və bu ildə başlayan dərs ilində məktəbə qəbul edilmiş uşaqlar.',
    coverage:
      'Məktəb uşağın və ya valideynin miqrasiya statusunu bilmir, ona görə bu cədvəl də bilmir. Ərazi uşağın yaşadığı yerdir, məktəbin yeri deyil. Az uşaq olan ərazilər həmişə eyni qonşu ilə birlikdə göstərilir.',
  },
  'school-enrolment-area-level': {
    title: 'Məktəbə qəbul edilmiş uşaqlar, ərazi və səviyyə üzrə',
    population: 'Bu reyestr vasitəsilə yer istənilmiş və bu ildə başlayan dərs ilində məktəbə qəbul edilmiş uşaqlar.',
    coverage:
      'Məktəb uşağın və ya valideynin miqrasiya statusunu bilmir, ona görə bu cədvəl də bilmir. Ərazi uşağın yaşadığı yerdir, məktəbin yeri deyil. Az uşaq olan ərazilər həmişə eyni qonşu ilə birlikdə göstərilir.',
  },
  'school-enrolment-area-days': {
    title: 'Müraciətdən məktəbdəki ilk günədək keçən günlər, ərazi üzrə',
    population: 'Bu reyestr vasitəsilə yer istənilmiş və bu ildə başlayan dərs ilində məktəbə qəbul edilmiş uşaqlar.',
    coverage:
      'Məktəb uşağın və ya valideynin miqrasiya statusunu bilmir, ona görə bu cədvəl də bilmir. Ərazi uşağın yaşadığı yerdir, məktəbin yeri deyil. Az uşaq olan ərazilər həmişə eyni qonşu ilə birlikdə göstərilir.',
  },
  'school-enrolment-outcome': {
    title: 'Məktəbdə yer üçün müraciətlər, nəticə üzrə',
    population: 'Bu ildə başlayan dərs ilində yer üçün müraciətlər üzrə verilmiş qərarlar.',
    coverage: 'Hələ baxılan müraciətlər sayılmır; bir neçə dəfə qərar verilmiş müraciət hər dəfə sayılır.',
  },
  'trafficking-presumed': {
    title: 'İnsan alverinin zərərçəkmişi olduğu ehtimal edilən şəxslər',
    population: 'İl ərzində insan alveri əlaməti görülmüş şəxslər; hər biri bir dəfə sayılır.',
    coverage: 'Heç kimin tanımadığı şəxslər burada görünmür; rəqəmin artması daha yaxşı tanımanı göstərə bilər.',
  },
  'visit-answer': {
    title: 'Baş çəkənlərin müddətində cavablandırılmış tövsiyələri',
    population: 'Baş çəkmədən sonra verilmiş tövsiyəyə cavab üçün il ərzində başa çatmış müddətlər.',
    coverage: 'Qurumların hərəkətləri sayılır, heç bir şəxs sayılmır.',
  },
  'detention-hearing': {
    title: 'Hakim qarşısında kömək: vəkil və tərcüməçi',
    population: 'Miqrasiya əsasları ilə saxlanmalar üzrə hakimin rüb ərzində qərar verdiyi baxışlar.',
    coverage: 'Məhkəmənin yazdığı kimi. Lazım olmayan tərcüməçi çatışmayan sayılmır.',
  },
  'detention-interpreter': {
    title: 'Tərcüməçi lazım olanda hakim qarşısında onun iştirakı',
    population:
      'Miqrasiya əsasları ilə saxlanmalar üzrə hakimin rüb ərzində qərar verdiyi və şəxsə tərcüməçi lazım olmuş baxışlar.',
    coverage: 'Məhkəmənin yazdığı kimi. Dinləmə olmamış saxlanma sayılmır.',
  },
  'detention-judge-hours': {
    title: 'Azadlıqdan məhrumetmədən hakimin qərarınadək keçən saatlar',
    population: 'Miqrasiya əsasları ilə saxlanmalar üzrə hakimin rüb ərzində qərar verdiyi baxışlar.',
    coverage: 'Hakimsiz başa çatmış saxlanma sayılmır.',
  },
  'detention-ended-by-judge': {
    title: 'Hakimin sona çatdırdığı və ya əvəz etdiyi saxlanma halları',
    population: 'Miqrasiya əsasları ilə saxlanmalar üzrə hakimin rüb ərzində qərar verdiyi baxışlar.',
    coverage: 'Hansı baxışda qərara alınmasından asılı olmayaraq, azad etmə və ya alternativ.',
  },
  'detention-proposal': {
    title: 'Saxlanma təklifləri: səbəblər, hər alternativ, ilkin yoxlama',
    population: 'Miqrasiya əsasları ilə rüb ərzində başa çatmış və hakimdən qərar istənilmiş saxlanma halları.',
    coverage: 'Səbəblər yalnız hər alternativin öz səbəbi göstəriləndə tam sayılır.',
  },
  'detention-order': {
    title: 'Səbəbləri tam göstərilmiş saxlanma qərarları',
    population: 'Miqrasiya əsasları ilə rüb ərzində başa çatmış və hakimin icazə verdiyi saxlanma halları.',
    coverage: 'Tam: əsas, zərurət, mütənasiblik və hər alternativ üçün ayrıca səbəb.',
  },
  'detention-rights': {
    title: 'İlk saatda izah edilmiş və başa düşülmüş hüquqlar və səbəblər',
    population: 'Saxlanılan şəxsə hüquqlarını izah etmək üçün rüb ərzində başa çatmış müddətlər.',
    coverage: 'Başa düşülməyən izah edilməmiş sayılır.',
  },
  'detention-measure': {
    title: 'Saxlanılan və ya alternativ tətbiq edilən şəxslər',
    population:
      'Miqrasiya əsasları ilə saxlanması rüb ərzində başa çatmış və ya alternativlə əvəz edilmiş şəxslər; hər biri hər birində bir dəfə sayılır.',
    coverage: 'Heç kim saxlanılmadan seçilmiş alternativlər bu reyestrdə yoxdur.',
  },
  'detention-children': {
    title: 'Miqrasiya əsasları ilə saxlanılan uşaqlar',
    population:
      '18 yaşından kiçik və ya daha böyük olduğu göstərilməyən, azadlıqdan məhrumetməsi il ərzində başa çatmış şəxslər. Dəqiq rəqəmdir.',
    coverage: 'Yalnız orqanların reyestrə yazdığı saxlanma halları.',
  },
  'detention-days': {
    title: 'Rübün miqrasiya saxlanmaları, davamiyyət üzrə',
    population: 'Miqrasiya əsasları ilə rüb ərzində başa çatmış saxlanma halları.',
    coverage: 'Yazıldığı kimi azadlıqdan məhrumetmədən sonunadək. Hələ saxlanılanlar sayılmır.',
  },
  'expulsion-ways': {
    title: 'Qalmağın hər yolu nəzərdən keçirilmiş çıxarma qərarları',
    population: 'Ölkədən çıxarma işləri üzrə rüb ərzində verilmiş qərarlar; yenidən verilmiş qərar yenidən sayılır.',
    coverage: 'Nəzərdən keçirilib: qalmağın hər yoluna baxılıb, izah edilib və nəticəsi yazılıb.',
  },
  'expulsion-appeal-used': {
    title: 'Ölkədən çıxarmaya qarşı istifadə edilmiş şikayət müddətləri',
    population: 'Rüb ərzində başa çatmış və ya çatmalı olan şikayət müddətləri.',
    coverage: 'Gec verilib qəbul edilmiş şikayət vaxtında sayılmır.',
  },
  'complaint-decided': {
    title: 'Şikayətçinin xeyrinə həll edilmiş şikayətlər',
    population: 'Miqrantların şikayətləri üzrə il ərzində çıxarılmış nəticələr.',
    coverage: 'Razılıqla və ya nəticəsiz bağlanmış şikayətlər “razılıqla və ya göstərilməyib” sırasındadır.',
  },
  'complaint-discrimination-time': {
    title: 'Ayrı-seçkilik barədə müddətində həll edilmiş şikayətlər',
    population: 'Ayrı-seçkilik barədə şikayət üzrə nəticə çıxarmaq üçün rüb ərzində başa çatmış müddətlər.',
    coverage: 'Məhkəmələrə və başqa orqanlara verilmiş şikayətlər burada sayılmır.',
  },
  'complaint-discrimination-redress': {
    title: 'Ayrı-seçkilik barədə tövsiyəsi yerinə yetirilmiş şikayətlər',
    population: 'Ayrı-seçkilik barədə təmin edilmiş və il ərzində bağlanmış şikayətlər.',
    coverage: 'Tövsiyəsinin icrası hələ izlənilən şikayətlər sayılmır.',
  },
  'school-enrolment-days': {
    title: 'Müraciətdən məktəbdəki ilk günədək keçən günlər',
    population: 'Bu reyestr vasitəsilə yer istənilmiş və bu ildə başlayan dərs ilində məktəbə qəbul edilmiş uşaqlar.',
    coverage: 'Məktəb uşağın və ya valideynin miqrasiya statusunu bilmir, ona görə bu cədvəl də bilmir.',
  },
  'trafficking-decision-due': {
    title: 'İnsan alveri zərərçəkmişlərinin müəyyənləşdirilməsi: başa çatmış müddətlər',
    population: 'Şəxsin insan alveri zərərçəkmişi olub-olmaması barədə qərar üçün il ərzində başa çatmış müddətlər.',
    coverage: 'Heç kimin tanımadığı şəxslər burada görünmür.',
  },
  'trafficking-decision-in-time': {
    title: 'İnsan alveri zərərçəkmişlərinin müəyyənləşdirilməsi: gözlənilmiş müddətlər',
    population:
      'Şəxsin insan alveri zərərçəkmişi olub-olmaması barədə qərar üçün il ərzində başa çatmış və gözlənilmiş müddətlər.',
    coverage: 'Heç kimin tanımadığı şəxslər burada görünmür.',
  },
  'trafficking-residence-decided': {
    title: 'İnsan alveri zərərçəkmişlərinin istədiyi yaşayış icazəsi: həll edilmiş',
    population:
      'Ehtimal edilən və ya müəyyənləşdirilmiş insan alveri zərərçəkmişlərinin yaşayış icazəsi müraciətlərinə il ərzində qeyd edilmiş cavablar.',
    coverage: 'Heç kimin tanımadığı şəxslər burada görünmür.',
  },
  'trafficking-residence-granted': {
    title: 'İnsan alveri zərərçəkmişlərinin istədiyi yaşayış icazəsi: verilmiş',
    population:
      'Ehtimal edilən və ya müəyyənləşdirilmiş insan alveri zərərçəkmişlərinin yaşayış icazəsi müraciətlərinə il ərzində qeyd edilmiş müsbət cavablar.',
    coverage: 'Heç kimin tanımadığı şəxslər burada görünmür.',
  },
  'complaint-time': {
    title: 'Ombudsmana şikayətlər, müddətində həll edilmiş',
    population: 'Miqrantın şikayəti üzrə nəticə çıxarmaq üçün rüb ərzində başa çatmış müddətlər.',
    coverage: 'Məhkəmələrə və başqa orqanlara verilmiş şikayətlər burada sayılmır.',
  },
  'trafficking-concluded': {
    title: 'İnsan alveri zərərçəkmişlərinin başa çatmış işləri',
    population:
      'İnsan alveri zərərçəkmişlərinin il ərzində başa çatmış işləri. Heç kimin zərərçəkmiş hesab edilmədiyi üçün bağlanmış iş sayılmır.',
    coverage: 'Heç kimin tanımadığı şəxslər burada görünmür.',
  },
  'trafficking-compensated': {
    title: 'İnsan alveri zərərçəkmişlərinin kompensasiya ödənilməklə başa çatmış işləri',
    population: 'İnsan alveri zərərçəkmişlərinin il ərzində başa çatmış və zərərçəkmişin kompensasiya aldığı işləri.',
    coverage: 'Heç kimin tanımadığı şəxslər burada görünmür. Təyin edilmiş, lakin ödənilməmiş kompensasiya sayılmır.',
  },
}
