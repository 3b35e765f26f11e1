/** Turkish: title, population and coverage of each table. */
import type { Words } from '../words.ts'

export const tables: Words['tables'] = {
  'detention-stock': {
    title: 'Çeyreğin sonunda göç nedeniyle alıkonulan kişiler',
    population: 'Çeyreğin son günü saat 24.00’te göç nedeniyle özgürlüğünden yoksun bırakılmış kişiler.',
    coverage: 'Yalnızca yetkililerin kütüğe işlediği alıkoymalar.',
  },
  'detention-persons': {
    title: 'Göç nedeniyle alıkonulması sona eren kişiler',
    population:
      'Göç nedeniyle özgürlüğünden yoksun bırakılması yıl içinde sona eren kişiler; her biri bir kez sayılır.',
    coverage: 'Yalnızca yetkililerin kütüğe işlediği alıkoymalar. Kayıtsız alıkonulan kişi burada görünmez.',
  },
  'detention-citizenship': {
    title: 'Göç nedeniyle alıkonulması sona eren kişiler, vatandaşlığın ait olduğu dünya bölgesine göre',
    population:
      'Göç nedeniyle özgürlüğünden yoksun bırakılması yıl içinde sona eren kişiler; her biri bir kez sayılır.',
    coverage:
      'Yalnızca yetkililerin kütüğe işlediği alıkoymalar. Hiç kimse tanınmasın diye ülkeler bir araya getirilmiştir.',
  },
  'detention-ground': {
    title: 'Göç nedeniyle alıkoymalar, gerekçeye göre',
    population: 'Göç nedeniyle yapılan ve yıl içinde sona eren alıkoymalar.',
    coverage:
      'Gerekçe, kütüğe işlendiği gibidir; gerekçe işlenmeden sona eren alıkoymalar “diğer veya belirtilmemiş” altındadır.',
  },
  'detention-decision': {
    title: 'Göç nedeniyle alıkoymalar, hâkimin kararına göre',
    population: 'Göç nedeniyle yapılan ve yıl içinde sona eren alıkoymalar.',
    coverage: 'Hâkim karar vermeden sona eren alıkoymalar “karar yok veya belirtilmemiş” altındadır.',
  },
  'detention-review': {
    title: 'Hâkimin süresi içinde incelediği alıkoymalar',
    population: 'Hâkimin alıkoymayı incelemesi için çeyrek içinde dolan süreler.',
    coverage:
      'Süresi dolmadan hâkim önüne çıkmaksızın sona eren alıkoyma sayılmaz; süresi hâkim olmadan geçen, zamanında incelenmemiş sayılır.',
  },
  'detention-length': {
    title: 'Göç nedeniyle alıkoymalar, uzunluğa göre',
    population: 'Göç nedeniyle yapılan ve yıl içinde sona eren alıkoymalar.',
    coverage: 'Özgürlükten yoksun bırakmanın kütüğe işlenen anından sona erdiği ana kadar.',
  },
  'detention-alternative': {
    title: 'Alıkoymaya alternatifler, türe göre',
    population: 'Yerine bir alternatife karar verilerek yıl içinde sona eren alıkoymalar.',
    coverage: 'Kimse alıkonulmadan önce seçilen alternatifler bu kütükte yoktur.',
  },
  'expulsion-decision': {
    title: 'Sınır dışı etme işlemleri, karara göre',
    population: 'Yıl içinde bir karar verilen sınır dışı işlemleri; her biri bir kez, son karara göre sayılır.',
    coverage:
      'Yalnızca idari usule göre yürütülen işlemler. Karardan sonra kapatılan veya geri alınan işlem kapatılmış veya geri alınmış sayılır.',
  },
  'expulsion-legal-aid': {
    title: 'Sınır dışı etme işlemlerinde hukuki yardım',
    population: 'Sınır dışı etme işlemlerinde yıl içinde verilen kararlar; yeniden verilen karar yeniden sayılır.',
    coverage: 'Kişinin karardan önce baş başa görüştüğü avukat; ücretini Devlet ödesin veya ödemesin.',
  },
  'expulsion-appeal': {
    title: 'Sınır dışı etme kararına itirazlar, sonuca göre',
    population: 'Sınır dışı etme kararına yapılan ve yıl içinde sonuçlanan itirazlar.',
    coverage: 'Yıl sonunda henüz incelenmekte olan itirazlar sayılmaz.',
  },
  'expulsion-during-appeal': {
    title: 'İtiraz incelenirken sınır dışı edilmeler',
    population: 'Yıl içinde itiraz incelenirken gerçekleşen ayrılışlar. Kesin sayıdır.',
    coverage: 'Yalnızca yetkililerin kütüğe işlediği ayrılışlar.',
  },
  'complaint-subject': {
    title: 'Ombudsmana şikâyetler, konuya göre',
    population: 'Göçmenlerin yıl içinde alınan şikâyetleri.',
    coverage: 'Mahkemelere ve başka kurumlara yapılan şikâyetler burada sayılmaz.',
  },
  'complaint-finding': {
    title: 'Ombudsmana şikâyetler, varılan sonuca göre',
    population: 'Göçmenlerin şikâyetlerinde yıl içinde varılan sonuçlar.',
    coverage: 'Bir sonuca varılmadan kapatılan şikâyetler sayılmaz.',
  },
  'complaint-remedy': {
    title: 'Giderimle sonuçlanan şikâyetler',
    population: 'Göçmenlerin, bir sonuca varıldıktan sonra yıl içinde kapatılan şikâyetleri.',
    coverage: 'Tavsiyenin yerine getirilmesi hâlâ izlenen şikâyetler sayılmaz.',
  },
  'school-enrolment-level': {
    title: 'Okula kaydedilen çocuklar, düzeye göre',
    population: 'Bu kütük aracılığıyla yer istenen ve bu yıl başlayan öğretim yılında okula kaydedilen çocuklar.',
    coverage: 'Okul, çocuğun veya ebeveynin göç statüsünü bilmez; bu tablo da bilmez.',
  },
  'school-enrolment-area': {
    title: 'Okula kaydedilen çocuklar, alana göre',
    population: 'Bu kütük aracılığıyla yer istenen ve bu yıl başlayan öğretim yılında okula kaydedilen çocuklar.',
    coverage:
      'Okul, çocuğun veya ebeveynin göç statüsünü bilmez; bu tablo da bilmez. Alan, okulun değil çocuğun yaşadığı yerdir. Az çocuk bulunan alanlar her zaman aynı komşu ile birlikte gösterilir.',
  },
  'school-enrolment-area-level': {
    title: 'Okula kaydedilen çocuklar, alana ve düzeye göre',
    population: 'Bu kütük aracılığıyla yer istenen ve bu yıl başlayan öğretim yılında okula kaydedilen çocuklar.',
    coverage:
      'Okul, çocuğun veya ebeveynin göç statüsünü bilmez; bu tablo da bilmez. Alan, okulun değil çocuğun yaşadığı yerdir. Az çocuk bulunan alanlar her zaman aynı komşu ile birlikte gösterilir.',
  },
  'school-enrolment-area-days': {
    title: 'Başvurudan okuldaki ilk güne kadar geçen günler, alana göre',
    population: 'Bu kütük aracılığıyla yer istenen ve bu yıl başlayan öğretim yılında okula kaydedilen çocuklar.',
    coverage:
      'Okul, çocuğun veya ebeveynin göç statüsünü bilmez; bu tablo da bilmez. Alan, okulun değil çocuğun yaşadığı yerdir. Az çocuk bulunan alanlar her zaman aynı komşu ile birlikte gösterilir.',
  },
  'school-enrolment-outcome': {
    title: 'Okulda yer başvuruları, sonuca göre',
    population: 'Bu yıl başlayan öğretim yılında yer başvuruları hakkında verilen kararlar.',
    coverage: 'Henüz incelenen başvurular sayılmaz; birden çok kez karara bağlanan başvuru her seferinde sayılır.',
  },
  'trafficking-presumed': {
    title: 'İnsan ticareti mağduru olduğu varsayılan kişiler',
    population: 'Yıl içinde insan ticareti belirtisi görülen kişiler; her biri bir kez sayılır.',
    coverage: 'Kimsenin tanımadığı kişiler burada görünmez; daha yüksek bir sayı daha iyi tanımayı gösterebilir.',
  },
  'visit-answer': {
    title: 'Ziyaretçilerin süresi içinde yanıtlanan tavsiyeleri',
    population: 'Bir ziyaretten sonra verilen tavsiyeye yanıt için yıl içinde dolan süreler.',
    coverage: 'Kurumların eylemleri sayılır, hiçbir kişi sayılmaz.',
  },
  'detention-hearing': {
    title: 'Hâkim önünde yardım: avukat ve tercüman',
    population: 'Göç nedeniyle alıkoymalarda hâkimin çeyrek içinde karara bağladığı incelemeler.',
    coverage: 'Mahkemenin işlediği gibidir. Gerek olmayan tercüman eksik sayılmaz.',
  },
  'detention-interpreter': {
    title: 'Gerektiğinde hâkim önünde tercüman bulunması',
    population: 'Göç nedeniyle alıkoymalarda hâkimin çeyrek içinde karara bağladığı ve tercüman gereken incelemeler.',
    coverage: 'Mahkemenin işlediği gibidir. Duruşma yapılmayan alıkoyma sayılmaz.',
  },
  'detention-judge-hours': {
    title: 'Özgürlüğün yitirilmesinden hâkimin kararına kadar geçen saatler',
    population: 'Göç nedeniyle alıkoymalarda hâkimin çeyrek içinde karara bağladığı incelemeler.',
    coverage: 'Hâkim olmadan sona eren alıkoyma sayılmaz.',
  },
  'detention-ended-by-judge': {
    title: 'Hâkimin sona erdirdiği veya yerine başka önlem koyduğu alıkoymalar',
    population: 'Göç nedeniyle alıkoymalarda hâkimin çeyrek içinde karara bağladığı incelemeler.',
    coverage: 'Hangi incelemede karar verilmiş olursa olsun, serbest bırakma veya bir alternatif.',
  },
  'detention-proposal': {
    title: 'Alıkoyma talepleri: gerekçeler, her alternatif, ön tarama',
    population: 'Göç nedeniyle yapılan, çeyrek içinde sona eren ve hâkimden karar istenen alıkoymalar.',
    coverage: 'Gerekçeler ancak her alternatifin kendi gerekçesi varsa tam sayılır.',
  },
  'detention-order': {
    title: 'Gerekçesi tam olan alıkoyma kararları',
    population: 'Göç nedeniyle yapılan, çeyrek içinde sona eren ve hâkimin izin verdiği alıkoymalar.',
    coverage: 'Tam: dayanak, gereklilik, orantılılık ve her alternatif için ayrı bir gerekçe.',
  },
  'detention-rights': {
    title: 'İlk saat içinde anlatılan ve anlaşılan haklar ve nedenler',
    population: 'Alıkonulan kişiye haklarını anlatmak için çeyrek içinde dolan süreler.',
    coverage: 'Anlaşılmayan, anlatılmamış sayılır.',
  },
  'detention-measure': {
    title: 'Alıkonulan veya alternatif uygulanan kişiler',
    population:
      'Göç nedeniyle alıkonulması çeyrek içinde sona eren veya yerine alternatif uygulanan kişiler; her biri her birinde bir kez sayılır.',
    coverage: 'Kimse alıkonulmadan seçilen alternatifler bu kütükte yoktur.',
  },
  'detention-children': {
    title: 'Göç nedeniyle alıkonulan çocuklar',
    population:
      '18 yaşın altında olan veya daha büyük olduğu gösterilmeyen ve özgürlükten yoksun bırakılması yıl içinde sona eren kişiler. Kesin sayıdır.',
    coverage: 'Yalnızca makamların kütüğe işlediği alıkoymalar.',
  },
  'detention-days': {
    title: 'Çeyreğin göç alıkoymaları, uzunluğa göre',
    population: 'Göç nedeniyle yapılan ve çeyrek içinde sona eren alıkoymalar.',
    coverage: 'İşlendiği gibi özgürlüğün yitirilmesinden sonuna kadar. Hâlâ tutulanlar sayılmaz.',
  },
  'expulsion-ways': {
    title: 'Kalmanın her yolunun tartıldığı sınır dışı etme kararları',
    population: 'Sınır dışı etme işlemlerinde çeyrek içinde verilen kararlar; yeniden verilen karar yeniden sayılır.',
    coverage: 'Tartıldı: kalmanın her yoluna bakıldı, anlatıldı ve varılan sonuç yazıldı.',
  },
  'expulsion-appeal-used': {
    title: 'Sınır dışı etmeye karşı kullanılan itiraz süreleri',
    population: 'Çeyrek içinde dolan veya dolacak olan itiraz süreleri.',
    coverage: 'Geç gelip kabul edilen itiraz süresinde sayılmaz.',
  },
  'complaint-decided': {
    title: 'Şikâyetçi lehine karara bağlanan şikâyetler',
    population: 'Göçmenlerin şikâyetlerinde yıl içinde varılan sonuçlar.',
    coverage: 'Uzlaşılan veya sonuca varılmadan kapatılan şikâyetler “uzlaşıldı veya belirtilmemiş” altındadır.',
  },
  'complaint-discrimination-time': {
    title: 'Süresi içinde karara bağlanan ayrımcılık şikâyetleri',
    population: 'Ayrımcılık şikâyetinde sonuca varmak için çeyrek içinde dolan süreler.',
    coverage: 'Mahkemelere ve başka kurumlara yapılan şikâyetler burada sayılmaz.',
  },
  'complaint-discrimination-redress': {
    title: 'Giderimi yerine getirilen ayrımcılık şikâyetleri',
    population: 'Haklı bulunan ve yıl içinde kapatılan ayrımcılık şikâyetleri.',
    coverage: 'Tavsiyesi hâlâ izlenen şikâyetler sayılmaz.',
  },
  'school-enrolment-days': {
    title: 'Başvurudan okuldaki ilk güne kadar geçen günler',
    population: 'Bu kütük aracılığıyla yer istenen ve bu yıl başlayan öğretim yılında okula kaydedilen çocuklar.',
    coverage: 'Okul, çocuğun veya ebeveynin göç statüsünü bilmez; bu tablo da bilmez.',
  },
  'trafficking-decision-due': {
    title: 'İnsan ticareti mağdurlarının belirlenmesi: dolan süreler',
    population: 'Bir kişinin insan ticareti mağduru olup olmadığına karar vermek için yıl içinde dolan süreler.',
    coverage: 'Kimsenin tanımadığı kişiler burada görünmez.',
  },
  'trafficking-decision-in-time': {
    title: 'İnsan ticareti mağdurlarının belirlenmesi: uyulan süreler',
    population:
      'Bir kişinin insan ticareti mağduru olup olmadığına karar vermek için yıl içinde dolan ve uyulan süreler.',
    coverage: 'Kimsenin tanımadığı kişiler burada görünmez.',
  },
  'trafficking-residence-decided': {
    title: 'İnsan ticareti mağdurlarının istediği ikamet: karara bağlanan',
    population:
      'Varsayılan veya belirlenen insan ticareti mağdurlarının ikamet başvurularına yıl içinde işlenen yanıtlar.',
    coverage: 'Kimsenin tanımadığı kişiler burada görünmez.',
  },
  'trafficking-residence-granted': {
    title: 'İnsan ticareti mağdurlarının istediği ikamet: verilen',
    population:
      'Varsayılan veya belirlenen insan ticareti mağdurlarının ikamet başvurularına yıl içinde işlenen olumlu yanıtlar.',
    coverage: 'Kimsenin tanımadığı kişiler burada görünmez.',
  },
  'complaint-time': {
    title: 'Ombudsmana yapılan ve süresi içinde karara bağlanan şikâyetler',
    population: 'Bir göçmenin şikâyetinde sonuca varmak için çeyrek içinde dolan süreler.',
    coverage: 'Mahkemelere ve başka kurumlara yapılan şikâyetler burada sayılmaz.',
  },
  'trafficking-concluded': {
    title: 'İnsan ticareti mağdurlarının sona eren dosyaları',
    population:
      'İnsan ticareti mağdurlarının yıl içinde sona eren dosyaları. Kişi mağdur sayılmadığı için kapanan dosya sayılmaz.',
    coverage: 'Kimsenin tanımadığı kişiler burada görünmez.',
  },
  'trafficking-compensated': {
    title: 'İnsan ticareti mağdurlarının tazminat ödenerek sona eren dosyaları',
    population: 'İnsan ticareti mağdurlarının yıl içinde sona eren ve mağdurun tazminat aldığı dosyaları.',
    coverage: 'Kimsenin tanımadığı kişiler burada görünmez. Hükmedilip ödenmeyen tazminat sayılmaz.',
  },
}
