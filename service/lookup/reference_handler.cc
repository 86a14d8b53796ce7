#include "service/lookup/reference_handler.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/base/excerpt.h"
#include "service/render/render_classification.h"
#include "service/request/pages.h"

namespace izin {
namespace {

// One value, wherever it comes from.
struct Entry {
  std::string code;
  std::string oss_code;
  Bilingual title;
  Bilingual detail;
  const Citation* basis = nullptr;
};

const Citation* FirstOf(const std::vector<Citation>& citations) {
  return citations.empty() ? nullptr : &citations.front();
}

// The values of a kind, each code once.
class Gatherer {
 public:
  explicit Gatherer(absl::string_view kind) : kind_(kind) {}

  std::vector<Entry> Gather(const RulesetLibrary& library) {
    const auto& rulesets = library.rulesets();
    for (auto ruleset = rulesets.rbegin(); ruleset != rulesets.rend(); ++ruleset)
      GatherFrom((*ruleset)->data());
    return std::move(entries_);
  }

 private:
  void GatherFrom(const RulesetData& data) {
    for (const ReferenceValue& value : data.references) {
      if (value.kind != kind_) continue;
      Add({value.code, value.oss_code, value.title, value.detail, FirstOf(value.legal_basis)});
    }
    if (kind_ == "permit") {
      for (const std::vector<Permit>* permits : {&data.permits, &data.supporting_permits}) {
        for (const Permit& permit : *permits)
          Add({permit.code, permit.oss_code, permit.title, permit.detail,
               FirstOf(permit.legal_basis)});
      }
    } else if (kind_ == "commitment") {
      for (const std::vector<Commitment>* commitments :
           {&data.commitments, &data.page_commitments}) {
        for (const Commitment& commitment : *commitments) {
          const bool has_detail = !commitment.detail.id.empty();
          Add({commitment.code, "", commitment.title,
               has_detail ? commitment.detail : commitment.title, FirstOf(commitment.legal_basis)});
        }
      }
    } else {
      GatherNames(data);
    }
  }

  void GatherNames(const RulesetData& data) {
    if (kind_ == "authority") {
      for (const Office& office : data.offices) Add({office.id, "", office.name, office.name});
    } else if (kind_ == "warning") {
      for (const Notice& notice : data.notices)
        Add({notice.code, "", notice.title, notice.detail()});
    } else if (kind_ == "authority-parameter") {
      for (const AuthorityParameter& parameter : data.authority_parameters) {
        const Office& office = data.offices[static_cast<std::size_t>(parameter.pair.office)];
        Add({parameter.id,
             "",
             {.id = parameter.text, .en = parameter.text},
             {.id = absl::StrCat("Parameter kewenangan pada halaman resmi: ", office.name.id, "."),
              .en = absl::StrCat("Parameter of authority on the official page (as published, in "
                                 "Indonesian): ",
                                 office.name.en, ".")},
             FirstOf(data.official_basis)});
      }
    }
  }

  void Add(Entry entry) {
    if (known_.insert(entry.code).second) entries_.push_back(std::move(entry));
  }

  absl::string_view kind_;
  absl::flat_hash_set<std::string> known_;
  std::vector<Entry> entries_;
};

}  // namespace

absl::StatusOr<v1::ListReferenceValuesResponse> ReferenceHandler::List(
    const v1::ListReferenceValuesRequest& request) const {
  RequestFaults faults;
  const std::shared_ptr<const RulesetLibrary> library = rulesets_.Current();
  const bool is_english = request.language_code() == "en";
  const std::string kind = request.kind().empty() ? "kind" : request.kind();
  const std::vector<Entry> entries = Gatherer(kind).Gather(*library);
  if (entries.empty()) {
    std::vector<std::string> kinds;
    for (const Entry& entry : Gatherer("kind").Gather(*library)) kinds.push_back(entry.code);
    faults.Add(FaultKind::kNotFound, "kind",
               absl::StrCat("\"", Excerpt(request.kind(), 40), "\": no such kind; there are ",
                            absl::StrJoin(kinds, ", ")));
  }
  if (!is_english && !request.language_code().empty() && request.language_code() != "id") {
    faults.Add(FaultKind::kInvalid, "language_code",
               absl::StrCat("\"", Excerpt(request.language_code(), 40), "\": want id or en"));
  }
  std::vector<std::string> parts = FingerprintsOf(*library);
  parts.push_back(kind);
  parts.emplace_back(is_english ? "en" : "id");
  const Page page = PagedList("reference values", parts)
                        .PageOf({request.page_size(), request.page_token()},
                                static_cast<int>(entries.size()), kMaxPage, faults);
  if (!faults.empty()) return faults.ToStatus();
  v1::ListReferenceValuesResponse response;
  for (int i = page.first; i < page.last; ++i) {
    const Entry& entry = entries[static_cast<std::size_t>(i)];
    v1::ReferenceValue& out = *response.add_values();
    out.set_code(entry.code);
    out.set_oss_code(entry.oss_code);
    out.mutable_text()->set_title(is_english ? entry.title.en : entry.title.id);
    out.mutable_text()->set_detail(is_english ? entry.detail.en : entry.detail.id);
    if (entry.basis != nullptr) *out.mutable_legal_basis() = RenderCitation(*entry.basis);
  }
  response.set_next_page_token(page.next_page_token);
  return response;
}

}  // namespace izin
