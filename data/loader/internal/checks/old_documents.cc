#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "classifier/enum_names.h"
#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

// A document, as the ruleset that gave it knows it.
using Document = std::pair<std::string, std::string>;

bool IsCode(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isupper(static_cast<unsigned char>(c)) ||
           absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '_';
  });
}

// What lists of documents and actions are made of: other characters would part them.
void CheckCode(const char* field, const std::string& code, const Position& position,
               RuleIssues& out) {
  if (IsCode(code)) return;
  const Position at = code.empty() ? position : position.Field(field);
  at.AddError(out,
              absl::StrCat(field, " \"", code, "\": want a code of capital letters, digits and _"));
}

// The levels of one document that are told so far.
class Levels {
 public:
  Levels(const Checked& in, RuleIssues& out) : in_(in), out_(out) {}

  // Each level of a document is told once, so that nobody is told two things.
  void Add(const OldDocumentEntry& entry, const Position& position) {
    std::set<std::string>& told = told_[Document(entry.of_ruleset(), entry.held())];
    last_[Document(entry.of_ruleset(), entry.held())] = &entry;
    if (entry.risk().empty()) {
      if (!told.empty()) AddSecond(entry, "any level", position);
      told.insert("");
    }
    for (int i = 0; i < entry.risk_size(); ++i) {
      if (told.contains("") || !told.insert(entry.risk(i)).second)
        AddSecond(entry, entry.risk(i), position.Field("risk", i));
    }
  }

  // A document of some levels has an entry for each, so that nobody is told nothing.
  void Close() {
    for (const auto& [document, told] : told_) {
      if (told.contains("")) continue;
      std::vector<absl::string_view> missing;
      for (absl::string_view level : kEnumNames<RiskLevel>) {
        if (!level.empty() && !told.contains(std::string(level))) missing.push_back(level);
      }
      if (missing.empty()) continue;
      in_.At(*last_[document])
          .AddError(out_, absl::StrCat("document ", document.second, " of ", document.first,
                                       " has no entry for ", absl::StrJoin(missing, ", "),
                                       ": want one for each level, or one without risk"));
    }
  }

 private:
  void AddSecond(const OldDocumentEntry& entry, absl::string_view level, const Position& position) {
    position.AddError(out_, absl::StrCat("a second entry for ", entry.held(), " of ",
                                         entry.of_ruleset(), " at ", level));
  }

  const Checked& in_;
  RuleIssues& out_;
  std::map<Document, std::set<std::string>> told_;
  std::map<Document, const OldDocumentEntry*> last_;
};

void CheckRuleset(const Checked& in, const OldDocumentEntry& entry, const Position& position,
                  RuleIssues& out) {
  if (entry.of_ruleset().empty())
    position.AddError(out, "missing of_ruleset: want the id of the ruleset that gave the document");
  for (const RulesetHeader& header : in.rules().ruleset()) {
    if (header.id().empty() || header.id() != entry.of_ruleset()) continue;
    position.Field("of_ruleset")
        .AddError(out, absl::StrCat("of_ruleset \"", entry.of_ruleset(),
                                    "\" is this ruleset: want an earlier one"));
  }
}

}  // namespace

// Whoever holds a document is told one thing of it, whatever is decided today.
void CheckOldDocuments(const Checked& in, RuleIssues& out) {
  Levels levels(in, out);
  std::set<std::string> changed;
  for (const OldDocumentEntry& entry : in.rules().old_document()) {
    const Position position = in.At(entry);
    CheckRuleset(in, entry, position, out);
    CheckCode("held", entry.held(), position, out);
    CheckCode("action", entry.action(), position, out);
    std::set<std::string> permits;
    for (int i = 0; i < entry.stands_for_size(); ++i) {
      if (!permits.insert(entry.stands_for(i)).second)
        position.Field("stands_for", i)
            .AddError(out, absl::StrCat("stands_for names ", entry.stands_for(i), " twice"));
    }
    if (!entry.code_changed()) {
      levels.Add(entry, position);
      continue;
    }
    if (!changed.insert(entry.of_ruleset()).second)
      position.AddError(out, absl::StrCat("a second entry of ", entry.of_ruleset(),
                                          " with code_changed: want one"));
    if (!entry.risk().empty() || !entry.stands_for().empty())
      position.AddError(out,
                        "an entry with code_changed is of no one document: want neither risk "
                        "nor stands_for");
  }
  levels.Close();
}

}  // namespace izin::internal
