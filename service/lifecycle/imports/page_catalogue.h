// Which entry of the catalogues a text of an official page is.
//
// A text is matched by its letters and digits alone: to the title of an entry, to a wording that a
// person has read as one (official_wordings.tsv), or to an id. One that matches nothing becomes an
// entry of its own, which quotes it and says that nobody has restated it yet; the same text gets
// the same id in every import.

#ifndef IZIN_SERVICE_LIFECYCLE_IMPORTS_PAGE_CATALOGUE_H_
#define IZIN_SERVICE_LIFECYCLE_IMPORTS_PAGE_CATALOGUE_H_

#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

#include "classifier/ruleset.h"
#include "service/lifecycle/imports/finding.h"
#include "service/lifecycle/imports/official_page.h"
#include "service/lifecycle/imports/rule_tables.h"

namespace izin {

// Single-threaded. `tables` and `base` must outlive it.
class PageCatalogue {
 public:
  PageCatalogue(RuleTables& tables, const Ruleset& base);

  // Ids, of an entry that was made if there was none. A text that the page does not show is
  // UNREADABLE.
  std::string CommitmentOf(const PageText& text);
  std::string SupportingOf(const std::string& text);
  std::string ConditionOf(const PageText& text);
  // Of an office with its parameter; nothing, with a finding, for an office that is not known.
  std::optional<std::string> ParameterOf(const PageOffice& office, const std::string& path,
                                         Findings& findings);

  // How many texts became entries of their own.
  int quoted() const { return quoted_; }

 private:
  using Ids = absl::flat_hash_map<std::string, std::string>;  // by normalised text

  // The entry of `text`; else the id that quotes it, and whether that is new.
  std::string IdOf(const std::string& text, absl::string_view prefix, const Ids& ids,
                   RuleTable& table, bool& is_new);
  void Learn(const RuleTable& table, absl::string_view title, Ids& ids);
  std::string ConditionOfParameter(const std::string& text) const;

  RuleTables& tables_;
  const Ruleset& base_;
  Ids commitments_;
  Ids supporting_;
  Ids conditions_;
  int quoted_ = 0;
};

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_IMPORTS_PAGE_CATALOGUE_H_
