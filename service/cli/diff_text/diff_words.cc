#include "service/cli/diff_text/diff_words.h"

#include <iterator>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace izin::cli {
namespace {

using Table = absl::flat_hash_map<absl::string_view, Words>;
using Entry = std::pair<absl::string_view, Words>;

const Words* Find(const Table& table, absl::string_view key) {
  const auto found = table.find(key);
  return found == table.end() ? nullptr : &found->second;
}

constexpr Entry kFields[] = {
    {"working_days", {"jangka waktu (hari kerja)", "term (working days)"}},
    {"working_days_with_repairs",
     {"jangka waktu bila berkas diperbaiki (hari kerja)", "term with repairs (working days)"}},
    {"term_days", {"jangka waktu izin (hari)", "term of the licence (days)"}},
    {"automatic", {"terbit otomatis", "issued automatically"}},
    {"deemed_approved", {"fiktif positif", "deemed approval"}},
    {"flag", {"flag checklist", "checklist flag"}},
    {"required_before", {"diperlukan sebelum", "needed before"}},
    {"due_before", {"harus dipenuhi sebelum", "due before"}},
    {"office", {"kantor", "office"}},
    {"authority", {"kewenangan", "authority"}},
    {"due_working_days", {"tenggat (hari kerja)", "due within (working days)"}},
    {"due_calendar_days", {"tenggat (hari kalender)", "due within (calendar days)"}},
    {"due_months", {"tenggat (bulan)", "due within (months)"}},
    {"every_months", {"berkala setiap (bulan)", "repeated every (months)"}},
    {"may_apply", {"hanya mungkin berlaku", "may apply only"}},
    {"blocks_stage", {"menahan tahap", "blocks the stage"}},
    {"by_row_only", {"hanya bila disebut baris", "only where a row names it"}},
    {"binding_from", {"mengikat sejak", "binding from"}},
    {"kind", {"jenis", "kind"}},
    {"permit", {"perizinan", "permit"}},
    {"commitment", {"komitmen", "commitment"}},
    {"warning", {"peringatan", "warning"}},
    {"refused", {"ditolak", "refused"}},
    {"not_licensed", {"tidak melalui OSS", "not licensed through OSS"}},
    {"may_prepare", {"boleh mulai persiapan", "preparation may begin"}},
    {"may_build", {"boleh mulai membangun", "building may begin"}},
    {"may_operate", {"boleh beroperasi", "operation may begin"}},
    {"stands", {"berlaku", "stands"}},
    {"outcome", {"hasil", "outcome"}},
    {"title.id", {"judul (Indonesia)", "title (Indonesian)"}},
    {"title.en", {"judul (Inggris)", "title (English)"}},
    {"title_id", {"judul (Indonesia)", "title (Indonesian)"}},
    {"title_en", {"judul (Inggris)", "title (English)"}},
    {"detail.id", {"penjelasan (Indonesia)", "explanation (Indonesian)"}},
    {"detail.en", {"penjelasan (Inggris)", "explanation (English)"}},
    {"name.id", {"nama (Indonesia)", "name (Indonesian)"}},
    {"name.en", {"nama (Inggris)", "name (English)"}},
    {"note.id", {"catatan (Indonesia)", "note (Indonesian)"}},
    {"note.en", {"catatan (Inggris)", "note (English)"}},
    {"due_after.id", {"tenggat dihitung sejak (Indonesia)", "term starts with (Indonesian)"}},
    {"due_after.en", {"tenggat dihitung sejak (Inggris)", "term starts with (English)"}},
    {"micro", {"tingkat risiko usaha mikro", "risk level, micro"}},
    {"small", {"tingkat risiko usaha kecil", "risk level, small"}},
    {"medium", {"tingkat risiko usaha menengah", "risk level, medium"}},
    {"large", {"tingkat risiko usaha besar", "risk level, large"}},
    {"risk", {"tingkat risiko", "risk level"}},
    {"label", {"ruang lingkup", "scope"}},
    {"only", {"hanya untuk", "open only to"}},
    {"requirements", {"persyaratan", "requirements"}},
    {"obligations", {"kewajiban", "obligations"}},
    {"conditions", {"ketentuan khusus", "special conditions"}},
    {"supporting", {"PB UMKU", "supporting permits (PB UMKU)"}},
    {"document", {"nama dokumen", "name of the document"}},
    {"licence", {"bentuk perizinan", "kind of licence"}},
    {"legal_basis", {"dasar hukum", "legal basis"}},
    {"verification", {"tingkat pemeriksaan", "how far verified"}},
    {"max_foreign_percent", {"batas modal asing (%)", "limit of foreign capital (%)"}},
    {"url", {"tautan", "link"}},
    {"as_of", {"tanggal data", "date of the data"}},
    {"source", {"sumber", "source"}},
    {"input", {"masukan", "inputs"}},
    {"order", {"urutan", "order"}},
};
const Table& Fields() {
  static const auto* const fields = new Table(std::begin(kFields), std::end(kFields));
  return *fields;
}

constexpr Entry kValues[] = {
    {"true", {"ya", "yes"}},
    {"false", {"tidak", "no"}},
    {"", {"(tidak ada)", "(none)"}},
    {"START", {"memulai usaha", "start"}},
    {"PREPARATION", {"persiapan", "preparation"}},
    {"CONSTRUCTION", {"konstruksi", "construction"}},
    {"OPERATION", {"operasional", "operation"}},
    {"R", {"Rendah", "low"}},
    {"MR", {"Menengah Rendah", "medium low"}},
    {"MT", {"Menengah Tinggi", "medium high"}},
    {"T", {"Tinggi", "high"}},
    {"LOW", {"Rendah", "low"}},
    {"MEDIUM_LOW", {"Menengah Rendah", "medium low"}},
    {"MEDIUM_HIGH", {"Menengah Tinggi", "medium high"}},
    {"HIGH", {"Tinggi", "high"}},
    {"COMMITMENT", {"komitmen (Y)", "commitment (Y)"}},
    {"NONE", {"tanpa komitmen (N)", "no commitment (N)"}},
    {"AUTOMATIC", {"otomatis terbit (O)", "automatic (O)"}},
    {"COPY_ONLY", {"tembusan (T)", "copy only (T)"}},
    {"DECIDED", {"sudah pasti", "decided"}},
    {"SCOPE_REQUIRED", {"pilih ruang lingkup dulu", "choose a scope first"}},
    {"SCALE_NOT_OFFERED", {"tidak dibuka untuk skala ini", "not open to this scale"}},
    {"NOT_LICENSED_VIA_OSS", {"tidak dilayani melalui OSS", "not licensed through OSS"}},
    {"CODE_REVIEW_REQUIRED", {"kode perlu ditinjau", "the code needs review"}},
    {"REFUSED", {"ditolak", "refused"}},
};
const Table& Values() {
  static const auto* const values = new Table(std::begin(kValues), std::end(kValues));
  return *values;
}

constexpr Entry kLists[] = {
    {"ruleset", {"kepala himpunan aturan", "header of the ruleset"}},
    {"permit", {"perizinan", "permit"}},
    {"commitment", {"komitmen", "commitment"}},
    {"office", {"kantor", "office"}},
    {"notice", {"peringatan", "warning"}},
    {"table", {"tabel", "table"}},
    {"row", {"baris tabel", "row of a table"}},
    {"scale_tier", {"batas skala usaha", "threshold of scale"}},
    {"limits", {"batas lain", "other limits"}},
    {"scoring", {"matriks penilaian risiko", "cell of the risk method"}},
    {"reference", {"nilai acuan dan pertanyaan", "reference value or question"}},
    {"old_document", {"dokumen rezim lama", "document of an earlier regime"}},
    {"kbli_2020", {"KBLI 2020", "KBLI 2020"}},
    {"kbli_2025", {"KBLI 2025", "KBLI 2025"}},
    {"conversion", {"konversi KBLI", "conversion of KBLI"}},
    {"matrix", {"matriks risiko", "risk matrix"}},
    {"legal_form", {"bentuk badan usaha", "legal form"}},
    {"region", {"wilayah", "region"}},
    {"authority_parameter", {"parameter kewenangan", "parameter of authority"}},
    {"authority_pattern", {"pola kewenangan", "pattern of authority"}},
    {"official_row", {"halaman resmi", "official page"}},
    {"official_commitment", {"persyaratan dan kewajiban halaman resmi", "duty of official pages"}},
    {"official_code", {"halaman resmi kode", "official page of a code"}},
    {"supporting_permit", {"PB UMKU", "supporting permit"}},
    {"condition", {"ketentuan khusus", "special condition"}},
    {"possible_commitment", {"dokumen yang mungkin berlaku", "document that may apply"}},
    {"possible_row",
     {"dokumen yang mungkin berlaku pada kode", "documents of a code that may apply"}},
    {"holiday", {"hari libur", "holiday"}},
    {"zone", {"KEK dan KPBPB", "zone"}},
    {"official_scope", {"ruang lingkup halaman resmi", "scope of an official page"}},
    {"official_detail", {"rincian halaman resmi", "detail of an official page"}},
    {"official_page", {"halaman resmi yang dibaca", "official page that was read"}},
    {"official_wording", {"rumusan halaman resmi", "wording of official pages"}},
    {"overlay", {"tambahan setempat", "overlay"}},
    {"local_office", {"loket setempat", "local office"}},
    {"local_service", {"layanan setempat", "local service"}},
    {"order", {"urutan", "order"}},
};
const Table& Lists() {
  static const auto* const lists = new Table(std::begin(kLists), std::end(kLists));
  return *lists;
}

// "0" of a term: none is known, or there is none.
bool IsTerm(absl::string_view field) {
  return absl::StrContains(field, "_days") || absl::StrContains(field, "months");
}

bool IsOfOffice(absl::string_view field) { return field == "office" || field == "authority"; }

}  // namespace

std::string LastField(const std::string& path) {
  std::string plain = absl::EndsWith(path, "[]") ? path.substr(0, path.size() - 2) : path;
  const bool is_text = absl::EndsWith(plain, ".id") || absl::EndsWith(plain, ".en");
  const std::size_t end = is_text ? plain.size() - 4 : std::string::npos;
  const std::size_t bracket = plain.rfind("].");
  std::size_t begin = plain.rfind('.', end);
  if (begin == std::string::npos) return plain;
  if (bracket != std::string::npos && begin < bracket) begin = bracket + 1;
  return plain.substr(begin + 1);
}

std::string KeysIn(const std::string& path) {
  std::vector<std::string> keys;
  for (std::size_t at = path.find('['); at != std::string::npos; at = path.find('[', at + 1)) {
    const std::size_t end = path.find("].", at);
    if (end == std::string::npos) break;
    keys.push_back(path.substr(at + 1, end - at - 1));
    at = end;
  }
  return absl::StrJoin(keys, ", ");
}

DiffWords::DiffWords(const v1::DiffRulesetsResponse& diff, bool is_english)
    : is_english_(is_english) {
  for (const v1::DiffName& name : diff.names())
    names_.emplace(std::pair(name.list(), name.code()), name.title());
}

std::string DiffWords::Number(int number) const {
  std::string digits = absl::StrCat(number);
  const char* const separator = is_english_ ? "," : ".";
  for (int at = static_cast<int>(digits.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3)
    digits.insert(static_cast<std::size_t>(at), separator);
  return digits;
}

std::string DiffWords::Kind(v1::ReformKind kind) const {
  static constexpr Words kKinds[] = {{"-", "-"},
                                     {"dihapus", "removed"},
                                     {"digabung", "merged"},
                                     {"disederhanakan", "simplified"},
                                     {"dilimpahkan", "delegated"},
                                     {"berganti nama", "renamed"},
                                     {"ditambah", "added"},
                                     {"diperketat", "tightened"}};
  return Say(v1::ReformKind_IsValid(kind) ? kKinds[kind] : kKinds[0]);
}

std::string DiffWords::Location(v1::LocationType location) const {
  static constexpr Words kLocations[] = {
      {"-", "-"}, {"darat", "land"}, {"laut", "sea"}, {"hutan", "forest"}};
  return Say(v1::LocationType_IsValid(location) ? kLocations[location] : kLocations[0]);
}

std::string DiffWords::Title(absl::string_view list, const std::string& code) const {
  const auto found = names_.find(std::pair(std::string(list), code));
  return found == names_.end() ? code : found->second;
}

std::string DiffWords::Name(absl::string_view list, const std::string& code) const {
  std::string title = Title(list, code);
  if (list == "office" || list == "sector") return title;
  const bool has_code = title == code || absl::StrContains(title, absl::StrCat("(", code, ")"));
  return has_code ? title : absl::StrCat(title, " (", code, ")");
}

std::string DiffWords::Subject(const std::string& subject) const {
  const std::size_t slash = subject.find('/');
  if (slash != std::string::npos) {
    const std::string list = subject.substr(0, slash);
    return Name(list == "warning" ? "notice" : list, subject.substr(slash + 1));
  }
  static constexpr Words kOutcome = {"Jawaban", "Answer"};
  static constexpr Words kAuthority = {"Perizinan berusaha", "Business licence"};
  static constexpr Words kStages = {"Tahap usaha", "Stages"};
  if (subject == "outcome") return Say(kOutcome);
  if (subject == "authority") return Say(kAuthority);
  return subject == "stages" ? Say(kStages) : subject;
}

std::string DiffWords::Field(const std::string& path) const {
  const std::string field = LastField(path);
  const Words* words = Find(Fields(), field);
  const bool is_condition = absl::StartsWith(path, "when.") || absl::StartsWith(path, "except.");
  if (is_condition)
    return Say(path[0] == 'w' ? Words{"syarat ", "condition "} : Words{"kecuali ", "except "}) +
           field;
  return words == nullptr ? path : Say(*words);
}

std::string DiffWords::Value(const std::string& path, const std::string& value) const {
  const std::string field = LastField(path);
  if (IsOfOffice(field) && !value.empty()) return Title("office", value);
  if (IsTerm(field) && value == "0") return "-";
  if (field == "required_before" || field == "due_before" || !absl::StrContains(path, "title")) {
    if (const Words* words = Find(Values(), value); words != nullptr) return Say(*words);
  }
  return value;
}

std::string DiffWords::List(const std::string& list) const {
  const Words* words = Find(Lists(), list);
  return words == nullptr ? list : Say(*words);
}

}  // namespace izin::cli
