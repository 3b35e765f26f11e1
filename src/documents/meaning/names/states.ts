/**
 * The States whose reports UN bodies consider: Members, observers, and the territories that report apart. Alpha-3, alpha-2 and
 * the English short names the United Nations prints; names in other languages come from the runtime's own locale data.
 */

/** One line a State: alpha-3, alpha-2, then English names apart by a bar, the first being the one now in use. */
const LINES = `
AFG AF Afghanistan
ALB AL Albania
DZA DZ Algeria
AND AD Andorra
AGO AO Angola
ATG AG Antigua and Barbuda
ARG AR Argentina
ARM AM Armenia
AUS AU Australia
AUT AT Austria
AZE AZ Azerbaijan
BHS BS Bahamas
BHR BH Bahrain
BGD BD Bangladesh
BRB BB Barbados
BLR BY Belarus
BEL BE Belgium
BLZ BZ Belize
BEN BJ Benin
BTN BT Bhutan
BOL BO Bolivia (Plurinational State of)|Plurinational State of Bolivia|Bolivia
BIH BA Bosnia and Herzegovina
BWA BW Botswana
BRA BR Brazil
BRN BN Brunei Darussalam|Brunei
BGR BG Bulgaria
BFA BF Burkina Faso
BDI BI Burundi
CPV CV Cabo Verde|Cape Verde
KHM KH Cambodia
CMR CM Cameroon
CAN CA Canada
CAF CF Central African Republic
TCD TD Chad
CHL CL Chile
CHN CN China
COL CO Colombia
COM KM Comoros
COG CG Congo|Republic of the Congo
CRI CR Costa Rica
CIV CI Côte d'Ivoire|Cote d'Ivoire|Ivory Coast
HRV HR Croatia
CUB CU Cuba
CYP CY Cyprus
CZE CZ Czechia|Czech Republic
PRK KP Democratic People's Republic of Korea
COD CD Democratic Republic of the Congo
DNK DK Denmark
DJI DJ Djibouti
DMA DM Dominica
DOM DO Dominican Republic
ECU EC Ecuador
EGY EG Egypt
SLV SV El Salvador
GNQ GQ Equatorial Guinea
ERI ER Eritrea
EST EE Estonia
SWZ SZ Eswatini|Swaziland
ETH ET Ethiopia
FJI FJ Fiji
FIN FI Finland
FRA FR France
GAB GA Gabon
GMB GM Gambia|the Gambia
GEO GE Georgia
DEU DE Germany
GHA GH Ghana
GRC GR Greece
GRD GD Grenada
GTM GT Guatemala
GIN GN Guinea
GNB GW Guinea-Bissau
GUY GY Guyana
HTI HT Haiti
HND HN Honduras
HUN HU Hungary
ISL IS Iceland
IND IN India
IDN ID Indonesia
IRN IR Iran (Islamic Republic of)|Islamic Republic of Iran|Iran
IRQ IQ Iraq
IRL IE Ireland
ISR IL Israel
ITA IT Italy
JAM JM Jamaica
JPN JP Japan
JOR JO Jordan
KAZ KZ Kazakhstan
KEN KE Kenya
KIR KI Kiribati
KWT KW Kuwait
KGZ KG Kyrgyzstan
LAO LA Lao People's Democratic Republic
LVA LV Latvia
LBN LB Lebanon
LSO LS Lesotho
LBR LR Liberia
LBY LY Libya|Libyan Arab Jamahiriya
LIE LI Liechtenstein
LTU LT Lithuania
LUX LU Luxembourg
MDG MG Madagascar
MWI MW Malawi
MYS MY Malaysia
MDV MV Maldives
MLI ML Mali
MLT MT Malta
MHL MH Marshall Islands
MRT MR Mauritania
MUS MU Mauritius
MEX MX Mexico
FSM FM Micronesia (Federated States of)|Federated States of Micronesia
MCO MC Monaco
MNG MN Mongolia
MNE ME Montenegro
MAR MA Morocco
MOZ MZ Mozambique
MMR MM Myanmar
NAM NA Namibia
NRU NR Nauru
NPL NP Nepal
NLD NL Netherlands (Kingdom of the)|Kingdom of the Netherlands|Netherlands
NZL NZ New Zealand
NIC NI Nicaragua
NER NE Niger
NGA NG Nigeria
MKD MK North Macedonia|former Yugoslav Republic of Macedonia
NOR NO Norway
OMN OM Oman
PAK PK Pakistan
PLW PW Palau
PAN PA Panama
PNG PG Papua New Guinea
PRY PY Paraguay
PER PE Peru
PHL PH Philippines
POL PL Poland
PRT PT Portugal
QAT QA Qatar
KOR KR Republic of Korea
MDA MD Republic of Moldova|Moldova
ROU RO Romania
RUS RU Russian Federation
RWA RW Rwanda
KNA KN Saint Kitts and Nevis
LCA LC Saint Lucia
VCT VC Saint Vincent and the Grenadines
WSM WS Samoa
SMR SM San Marino
STP ST Sao Tome and Principe
SAU SA Saudi Arabia
SEN SN Senegal
SRB RS Serbia
SYC SC Seychelles
SLE SL Sierra Leone
SGP SG Singapore
SVK SK Slovakia
SVN SI Slovenia
SLB SB Solomon Islands
SOM SO Somalia
ZAF ZA South Africa
SSD SS South Sudan
ESP ES Spain
LKA LK Sri Lanka
SDN SD Sudan
SUR SR Suriname
SWE SE Sweden
CHE CH Switzerland
SYR SY Syrian Arab Republic
TJK TJ Tajikistan
THA TH Thailand
TLS TL Timor-Leste
TGO TG Togo
TON TO Tonga
TTO TT Trinidad and Tobago
TUN TN Tunisia
TUR TR Türkiye|Turkey
TKM TM Turkmenistan
TUV TV Tuvalu
UGA UG Uganda
UKR UA Ukraine
ARE AE United Arab Emirates
GBR GB United Kingdom of Great Britain and Northern Ireland|United Kingdom
TZA TZ United Republic of Tanzania|Tanzania
USA US United States of America|United States
URY UY Uruguay
UZB UZ Uzbekistan
VUT VU Vanuatu
VEN VE Venezuela (Bolivarian Republic of)|Bolivarian Republic of Venezuela|Venezuela
VNM VN Viet Nam|Vietnam
YEM YE Yemen
ZMB ZM Zambia
ZWE ZW Zimbabwe
VAT VA Holy See
PSE PS State of Palestine
COK CK Cook Islands
NIU NU Niue
HKG HK Hong Kong, China
MAC MO Macao, China
`

export interface State {
  readonly alpha3: string
  readonly alpha2: string
  readonly names: readonly string[]
}

export const STATES: readonly State[] = LINES.trim()
  .split('\n')
  .map((line) => ({ alpha3: line.slice(0, 3), alpha2: line.slice(4, 6), names: line.slice(7).split('|') }))
