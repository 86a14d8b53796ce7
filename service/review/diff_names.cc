#include "service/review/diff_names.h"

#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace izin {
namespace {

// Every code that a comparison names, whatever it is of.
class Mentions {
 public:
  explicit Mentions(const RulesetDiff& diff) {
    for (const CellChange& change : diff.changes.kinds()) AddChange(change);
    for (char category : diff.changes.Categories()) codes_.emplace(1, category);
    for (const v1::RuleChange& change : diff.rule_changes) AddRule(change);
  }

  bool Has(absl::string_view code) const { return codes_.contains(code); }

 private:
  template <typename Codes>
  void AddAll(const Codes& codes) {
    codes_.insert(codes.begin(), codes.end());
  }

  void AddChange(const CellChange& change) {
    AddAll(change.permits_added);
    AddAll(change.permits_removed);
    AddAll(change.commitments_added);
    AddAll(change.commitments_removed);
    for (const AnswerDifference& difference : change.differences) {
      const std::size_t slash = difference.subject.find('/');
      if (slash != std::string::npos) codes_.insert(difference.subject.substr(slash + 1));
      codes_.insert(difference.from);
      codes_.insert(difference.to);
    }
  }

  void AddRule(const v1::RuleChange& change) {
    codes_.insert(change.entry().substr(0, change.entry().find('#')));  // of "LKPM#2"
    AddAll(change.kbli());
    for (const v1::RuleDifference& difference : change.differences()) {
      const std::string& path = difference.path();  // "then.permit[PKKPR].working_days"
      const std::size_t key = path.find('[');
      if (key != std::string::npos) codes_.insert(path.substr(key + 1, path.rfind(']') - key - 1));
      for (const std::string* value : {&difference.from(), &difference.to()}) {
        for (absl::string_view part : absl::StrSplit(*value, ", ")) codes_.emplace(part);
      }
    }
  }

  absl::flat_hash_set<std::string> codes_;
};

class NameList {
 public:
  NameList(const RulesetDiff& diff, Language language, v1::DiffRulesetsResponse& response)
      : mentions_(diff), is_english_(language == Language::kEnglish), response_(response) {}

  void AddFrom(const Ruleset& ruleset) {
    const RulesetData& data = ruleset.data();
    for (const auto* permits : {&data.permits, &data.supporting_permits}) {
      for (const Permit& permit : *permits) Add("permit", permit.code, permit.title);
    }
    for (const auto* commitments : {&data.commitments, &data.page_commitments}) {
      for (const Commitment& commitment : *commitments)
        Add("commitment", commitment.code, commitment.title);
    }
    for (const Office& office : data.offices) Add("office", office.id, office.name);
    for (const Notice& notice : data.notices) Add("notice", notice.code, notice.title);
    for (const KbliEntry& entry : ruleset.kbli().entries()) {
      if (entry.parent.empty()) Add("sector", entry.code, {entry.title, entry.title});
    }
  }

 private:
  void Add(const char* list, const std::string& code, const Bilingual& title) {
    if (!mentions_.Has(code) || !added_.emplace(list, code).second) return;
    v1::DiffName& name = *response_.add_names();
    name.set_list(list);
    name.set_code(code);
    name.set_title(is_english_ ? title.en : title.id);
  }

  const Mentions mentions_;
  const bool is_english_;
  absl::flat_hash_set<std::pair<std::string, std::string>> added_;
  v1::DiffRulesetsResponse& response_;
};

}  // namespace

void AddNames(const RulesetDiff& diff, const Ruleset& from, const Ruleset& to, Language language,
              v1::DiffRulesetsResponse& response) {
  NameList names(diff, language, response);
  names.AddFrom(to);
  names.AddFrom(from);
}

}  // namespace izin
