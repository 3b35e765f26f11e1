/** Azerbaijani: titles of tables, names of dimensions, categories and measures. */
import type { Words } from './words.ts'

export const az: Words = {
  tables: {
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
      coverage:
        'Hakim qərar verməzdən əvvəl başa çatmış saxlanma halları “qərar yoxdur və ya göstərilməyib” altındadır.',
    },
    'detention-hearing': {
      title: 'Hakim qarşısında vəkilin və tərcüməçinin iştirakı',
      population: 'Miqrasiya əsasları ilə il ərzində başa çatmış saxlanma halları.',
      coverage: 'Məhkəmənin yazdığı kimi. Dinləmə olmayıbsa və ya tərcüməçi lazım olmayıbsa, “xeyr” sayılır.',
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
      population: 'Ölkədən çıxarma işləri üzrə il ərzində verilmiş qərarlar; yenidən verilmiş qərar yenidən sayılır.',
      coverage:
        'Yalnız inzibati qaydada aparılan işlər. Qərardan əvvəl bağlanmış və ya geri götürülmüş işlər sayılmır.',
    },
    'expulsion-legal-aid': {
      title: 'Ölkədən çıxarma işlərində hüquqi yardım',
      population: 'Ölkədən çıxarma işləri üzrə il ərzində verilmiş qərarlar; yenidən verilmiş qərar yenidən sayılır.',
      coverage:
        'Şəxsin qərardan əvvəl təklikdə görüşdüyü vəkil; haqqını dövlətin ödəyib-ödəməməsindən asılı olmayaraq.',
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
  },
  breaches: {
    series: '{register}: təminatların pozuntuları',
    title: '{register}: {safeguard} təminatının pozuntuları',
    population: 'İl ərzində aşkar edilmiş {safeguard} təminatının pozuntuları. Dəqiq rəqəmdir.',
    coverage: 'Yalnız reyestrin aşkar etdikləri. İzah edilmiş və ya üzrlü sayılmış pozuntu da sayda qalır.',
  },
  procedures: {
    detention: 'Saxlanma reyestri',
    expulsion: 'Ölkədən çıxarma reyestri',
    complaint: 'Ombudsmana şikayətlər reyestri',
    'school-enrolment': 'Məktəbə qəbul reyestri',
    'trafficking-identification': 'İnsan alveri zərərçəkmişlərinin tanınması reyestri',
    visit: 'Saxlanma yerlərinə baş çəkmələr reyestri',
  },
  dimensions: {
    SEX: {
      name: 'Cins',
      codes: { F: 'Qadınlar və qızlar', M: 'Kişilər və oğlanlar', _U: 'Başqa və ya göstərilməyib' },
    },
    AGE: { name: 'Yaş', codes: { Y0T17: '18 yaşdan kiçik', Y_GE18: '18 yaş və yuxarı', _U: 'Göstərilməyib' } },
    CITIZENSHIP: {
      name: 'Vətəndaşlıq',
      codes: {
        CENTRAL_ASIA: 'Mərkəzi Asiya',
        WESTERN_ASIA: 'Qərbi Asiya',
        SOUTHERN_ASIA: 'Cənubi Asiya',
        EASTERN_EUROPE: 'Şərqi Avropa',
        _O: 'Başqa, vətəndaşlığı olmayan və ya göstərilməyib',
      },
    },
    GROUND: {
      name: 'Əsas',
      codes: {
        REMOVAL: 'Ölkədən çıxarılmanı icra etmək',
        PUBLIC_SECURITY: 'İctimai təhlükəsizlik',
        _U: 'Başqa və ya göstərilməyib',
      },
    },
    DECISION: {
      name: 'Qərar',
      codes: {
        RELEASE: 'Azad etmə',
        ALTERNATIVE: 'Alternativ',
        AUTHORIZE: 'Saxlanma qərarı',
        NO_EXPULSION: 'Çıxarma yoxdur',
        WITHDRAWN: 'Geri götürülüb',
        VOLUNTARY_DEPARTURE: 'Öz istəyi ilə getmək üçün vaxt',
        EXPULSION: 'Ölkədən çıxarma',
        _U: 'Qərar yoxdur və ya göstərilməyib',
      },
    },
    LAWYER: { name: 'Vəkilin iştirakı', codes: { YES: 'Bəli', NO: 'Xeyr', _U: 'Göstərilməyib' } },
    INTERPRETER: { name: 'Tərcüməçinin iştirakı', codes: { YES: 'Bəli', NO: 'Xeyr', _U: 'Göstərilməyib' } },
    IN_TIME: { name: 'Müddətində', codes: { YES: 'Bəli', NO: 'Xeyr', _U: 'Göstərilməyib' } },
    HOURS: {
      name: 'Davamiyyət',
      codes: {
        '0T25': '24 saata qədər',
        '25T73': '24 saatdan çox, 72 saata qədər',
        '73T361': '72 saatdan çox, 15 günə qədər',
        GE361: '15 gündən çox',
        _U: 'Göstərilməyib',
      },
    },
    ALTERNATIVE: {
      name: 'Alternativ',
      codes: {
        OWN_PROMISE: 'Şəxsin öz vədi',
        SUPPORTED: 'Dəstəklə, icma daxilində',
        REPORTING: 'Vaxtaşırı qeyd olunmaq və ya müəyyən yerdə yaşamaq',
        SURETY: 'Sənəd saxlatmaq və ya zaminlik',
        _U: 'Başqa və ya göstərilməyib',
      },
    },
    LEGAL_AID: { name: 'Hüquqi yardım', codes: { YES: 'Bəli', NO: 'Xeyr', _U: 'Göstərilməyib' } },
    RULING: {
      name: 'Nəticə',
      codes: {
        UPHELD: 'Qərar qüvvədə saxlanılıb',
        ANNULLED: 'Qərar ləğv edilib',
        REMITTED: 'Yeni qərar üçün geri göndərilib',
        WITHDRAWN_BY_PERSON: 'Şəxs geri götürüb',
        _U: 'Gecikib və qəbul edilməyib, yaxud göstərilməyib',
      },
    },
    SUBJECT: {
      name: 'Mövzu',
      codes: {
        LIBERTY: 'Azadlıq və ölkədən çıxarma',
        WORK: 'Əmək və işə götürmə',
        SERVICES: 'Sağlamlıq, məktəb, qeydiyyat, mənzil',
        EQUALITY: 'Ayrı-seçkilik, zorakılıq, şəxsi həyat',
        _U: 'Başqa və ya göstərilməyib',
      },
    },
    FINDING: {
      name: 'Çıxarılan nəticə',
      codes: {
        VIOLATION: 'Pozuntu',
        PARTLY: 'Qismən pozuntu',
        NONE: 'Pozuntu yoxdur',
        SETTLED: 'Razılaşdırılıb',
        _U: 'Başqa və ya göstərilməyib',
      },
    },
    REMEDIED: { name: 'Hüququn bərpası', codes: { YES: 'Bəli', NO: 'Xeyr', _U: 'Göstərilməyib' } },
    LEVEL: {
      name: 'Səviyyə',
      codes: {
        PRESCHOOL: 'Məktəbəqədər təhsil',
        PRIMARY: 'İbtidai təhsil',
        LOWER_SECONDARY: 'Ümumi orta təhsil',
        UPPER_SECONDARY: 'Tam orta təhsil',
        _U: 'Göstərilməyib',
      },
    },
    OUTCOME: { name: 'Nəticə', codes: { PLACED: 'Yer verilib', REFUSED: 'İmtina edilib' } },
  },
  catalogue: {
    title: 'Əməkçi miqrantlar və onların ailələri haqqında statistika',
    description:
      'Əməkçi miqrantlar və onların ailə üzvləri haqqında dərc edilmiş cədvəllər. Hər rəqəm qorunur; heç bir qeyd dərc edilmir.',
  },
  total: 'Cəmi',
  moreThan: '{n} qiymətindən çox',
  measures: {
    PERSONS: 'Şəxslər',
    CASES: 'İşlər',
    EVENTS: 'Müddətlər',
    BREACHES: 'Pozuntular',
    SHARE_LAWYER: 'Vəkilin iştirak etdiyi halların payı',
    SHARE_INTERPRETER: 'Tərcüməçinin iştirak etdiyi halların payı',
    SHARE_IN_TIME: 'Müddətində olanların payı',
    MEDIAN_HOURS: 'Davamiyyətin medianı, saat',
    SHARE_LEGAL_AID: 'Hüquqi yardım olan halların payı',
    SHARE_REMEDIED: 'Hüququn bərpası ilə nəticələnənlərin payı',
    SHARE_REFUSED: 'İmtinaların payı',
  },
}
