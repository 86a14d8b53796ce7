#include "service/cli/answer_text/words.h"

#include "absl/strings/str_cat.h"

namespace izin::cli {
namespace {

template <std::size_t N>
Words At(const Words (&words)[N], int index) {
  return words[static_cast<std::size_t>(index) < N ? static_cast<std::size_t>(index) : 0];
}

}  // namespace

Words OutcomeWords(v1::Outcome outcome) {
  static constexpr Words kWords[] = {{"-", "-"},
                                     {"Sudah pasti", "Decided"},
                                     {"Pilih ruang lingkup dulu", "Choose a scope first"},
                                     {"Tidak dibuka untuk skala ini", "Not open to this scale"},
                                     {"Tidak dilayani melalui OSS", "Not licensed through OSS"},
                                     {"Kode perlu ditinjau", "The code needs review"},
                                     {"Ditolak", "Refused"}};
  return At(kWords, outcome);
}

Words RiskWords(v1::RiskLevel risk) {
  static constexpr Words kWords[] = {{"-", "-"},
                                     {"Rendah", "low"},
                                     {"Menengah Rendah", "medium low"},
                                     {"Menengah Tinggi", "medium high"},
                                     {"Tinggi", "high"}};
  return At(kWords, risk);
}

Words ScaleWords(v1::BusinessScale scale) {
  static constexpr Words kWords[] = {{"-", "-"},
                                     {"mikro", "micro"},
                                     {"kecil", "small"},
                                     {"menengah", "medium"},
                                     {"besar", "large"}};
  return At(kWords, scale);
}

const std::string& NameOf(const v1::Permit& permit) {
  return permit.text().title().empty() ? permit.code() : permit.text().title();
}

std::string TermText(const v1::Processing& term, bool is_english) {
  if (term.automatic()) return is_english ? "issued automatically" : "terbit otomatis";
  if (term.working_days() == 0)
    return is_english ? "term not published" : "jangka waktu tidak dipublikasikan";
  std::string text =
      absl::StrCat(term.working_days(), is_english ? " working days" : " hari kerja");
  if (term.working_days_with_repairs() > term.working_days()) {
    absl::StrAppend(&text, ", ", term.working_days_with_repairs(),
                    is_english ? " with repairs" : " dengan perbaikan");
  }
  if (!term.due_date().empty())
    absl::StrAppend(&text, is_english ? "; due by " : "; paling lambat terbit ", term.due_date());
  if (term.deemed_approved()) {
    absl::StrAppend(&text, is_english ? "; approved by silence when late"
                                      : "; dianggap disetujui bila lewat waktu (fiktif positif)");
  }
  return text;
}

}  // namespace izin::cli
