// What both sheets say in the same words: citations with their marks, conditions, reference values.

#ifndef IZIN_SERVICE_REVIEW_SHEETS_SHEET_WORDS_H_
#define IZIN_SERVICE_REVIEW_SHEETS_SHEET_WORDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "classifier/inputs.h"
#include "classifier/ruleset.h"
#include "izin/v1/legal.pb.h"
#include "service/render/phrase.h"
#include "service/review/sheets/sheet.h"

namespace izin {

// Immutable. Thread-safe. REQUIRES: ruleset and region, which may be null, outlive it.
class SheetWords {
 public:
  SheetWords(const Ruleset& ruleset, Language language, const Region* region = nullptr)
      : ruleset_(ruleset), is_english_(language == Language::kEnglish), region_(region) {}

  const char* Say(Phrase phrase) const { return is_english_ ? phrase.en : phrase.id; }
  const std::string& In(const Bilingual& text) const { return is_english_ ? text.en : text.id; }

  // The title of a reference value, kind "scale" and code "MICRO"; the code where there is none.
  std::string Title(absl::string_view kind, absl::string_view code) const;

  // "PP 28/2025 Pasal 26", with the words for parts of a law in the language of the sheet.
  std::string Cited(absl::string_view regulation, absl::string_view provision) const;
  // "PP 28/2025 Pasal 26 [teks peraturan]; ..."; "-" for none.
  std::string Basis(absl::Span<const Citation> citations) const;
  std::string Basis(const izin::v1::LegalBasis& citation) const;
  template <typename Citations>
  std::string BasisOf(const Citations& citations) const {
    std::string out;
    for (const izin::v1::LegalBasis& citation : citations) {
      out += (out.empty() ? "" : "; ") + Basis(citation);
    }
    return out.empty() ? "-" : out;
  }

  // "[teks peraturan]", with the day of a snapshot.
  std::string Mark(const izin::v1::LegalBasis& citation) const;
  std::string Mark(const Citation& citation) const;

  // What must hold, in words; "selalu" where nothing must. `left_out` is an input that the place of
  // the words makes plain.
  std::string When(const Conditions& conditions,
                   std::optional<Input> left_out = std::nullopt) const;

  // The name of an office, with that of the region where the region gives it one.
  std::string NameOf(const Office& office) const;
  // "... (DPMPTSP) Kota Medan": the office whose sheet it is; empty without a region.
  std::string OwnOffice() const;

  // Office, title, subtitle, footer and language; no sections.
  Sheet Begin(std::string title, std::string subtitle) const;

 private:
  // Where the region lies, itself if it is one; null without a region.
  const Region* Province() const;
  std::string Value(Input input, int value) const;
  std::string Values(Input input, std::uint64_t bits) const;

  const Ruleset& ruleset_;
  bool is_english_;
  const Region* region_;
};

// Adds what the overlays of `region`, which may be null, hold of its office and, unless it is
// empty, of `permit`: a section of its own, each line with its mark. Nothing where they hold
// nothing.
void AddLocalSection(const Ruleset& ruleset, const Region* region, const std::string& permit,
                     Language language, Sheet& sheet);

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_SHEETS_SHEET_WORDS_H_
