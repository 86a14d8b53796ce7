#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "data/loader/internal/overlays.h"

namespace izin::internal {
namespace {

template <typename List, typename Value>
bool Holds(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// Names of fields and entries that belong to national law, and why an overlay may not have them.
struct Refused {
  std::vector<absl::string_view> names;
  absl::string_view reason;
};

const std::vector<Refused>& RefusedFields() {
  static const auto* const fields = new std::vector<Refused>{
      {{"risk", "risk_level", "level", "matrix", "scoring", "scale_tier", "limits"},
       "risk levels are national law: an overlay cannot change them"},
      {{"permit",       "row",       "table",           "commitment",
        "notice",       "reference", "licence",         "category",
        "flag",         "automatic", "deemed_approved", "required_before",
        "blocks_stage", "held_with", "not_licensed",    "refused",
        "ruleset",      "when",      "except",          "then"},
       "which permits and commitments are needed is national law: an overlay cannot change it; "
       "what it asks for beside them is a `document` of a local_service"},
      {{"office", "authority", "authority_as", "kind", "issuer"},
       "who issues is national law: an overlay cannot change it; how its own counter is called "
       "and found is a local_office"},
      {{"working_days_with_repairs", "due_working_days", "due_calendar_days", "due_months",
        "term_days", "every_months"},
       "terms are national law: an overlay cannot change them; how fast its office means to be is "
       "`working_days` of a local_service"},
      {{"legal_basis", "verification", "risk_basis", "official_basis", "source"},
       "a local line cites no national law: where an overlay comes from is `source` of its header"},
  };
  return *fields;
}

std::string ReasonOf(const google::protobuf::Descriptor& of, absl::string_view name) {
  for (const Refused& refused : RefusedFields()) {
    if (Holds(refused.names, name)) return absl::StrCat("\"", name, "\": ", refused.reason);
  }
  std::vector<std::string> known;
  for (int i = 0; i < of.field_count(); ++i) {
    if (of.field(i)->name() != "overlay" || of.name() == "OverlayFile")
      known.push_back(of.field(i)->name());
  }
  return absl::StrCat("\"", name, "\": want one of ", absl::StrJoin(known, ", "));
}

// Why a table of an overlay is none of its business.
std::string ReasonOfTable(absl::string_view file) {
  const std::string reason =
      file == "risk_matrix.tsv"
          ? "risk levels are national law: an overlay cannot change them"
          : "tables of codes and pages are national law: an overlay cannot change them";
  return absl::StrCat(file, ": ", reason, "; an overlay is made of .textproto files alone");
}

template <typename Entries>
void SetOverlay(const std::string& name, int first, const PositionIndex& positions,
                const std::string& path, Entries& entries, RuleIssues& issues) {
  for (int i = first; i < entries.size(); ++i) {
    if (!entries[i].overlay().empty()) {
      positions.Of(entries[i], path)
          .Field("overlay")
          .AddError(issues, "`overlay` is set by the loader");
    }
    entries[i].set_overlay(name);
  }
}

}  // namespace

void ParseOverlay(const std::string& path, absl::string_view content, OverlayFile& local,
                  PositionIndex& positions, RuleIssues& issues) {
  const std::vector<std::string> parts = absl::StrSplit(path, '/');
  if (!absl::EndsWith(path, ".textproto"))
    return issues.AddError(path, 1, 1, ReasonOfTable(parts.back()));
  const std::string& name = parts[1];
  const int headers = local.overlay_size();
  const int offices = local.local_office_size();
  const int services = local.local_service_size();
  positions.Parse(path, content, local, ReasonOf, issues);
  for (int i = headers; i < local.overlay_size(); ++i) {
    if (local.overlay(i).id() == name) continue;
    positions.Of(local.overlay(i), path)
        .Field("id")
        .AddError(issues, absl::StrCat("id \"", local.overlay(i).id(),
                                       "\": want the name of the folder, ", name));
    local.mutable_overlay(i)->set_id(name);
  }
  SetOverlay(name, offices, positions, path, *local.mutable_local_office(), issues);
  SetOverlay(name, services, positions, path, *local.mutable_local_service(), issues);
}

void KeepOwnOverlays(CompiledRuleset& compiled) {
  if (!compiled.has_local() || compiled.rules().ruleset_size() != 1) return;
  OverlayFile& local = *compiled.mutable_local();
  const std::string& id = compiled.rules().ruleset(0).id();
  std::vector<std::string> others;
  for (const OverlayHeader& header : local.overlay()) {
    if (!Holds(header.ruleset(), id)) others.push_back(header.id());
  }
  const auto is_other = [&others](const auto& entry) { return Holds(others, entry.overlay()); };
  // One by one: what stays keeps its address, by which its position is known.
  const auto drop = [](auto& entries, const auto& is_gone) {
    for (int i = entries.size() - 1; i >= 0; --i) {
      if (is_gone(entries[i])) entries.DeleteSubrange(i, 1);
    }
  };
  drop(*local.mutable_local_office(), is_other);
  drop(*local.mutable_local_service(), is_other);
  drop(*local.mutable_overlay(),
       [&others](const OverlayHeader& header) { return Holds(others, header.id()); });
  if (local.overlay().empty() && local.local_office().empty() && local.local_service().empty())
    compiled.clear_local();
}

}  // namespace izin::internal
