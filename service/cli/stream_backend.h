// Asks a server for lines of requests over StreamClassifyActivities.

#ifndef IZIN_SERVICE_CLI_STREAM_BACKEND_H_
#define IZIN_SERVICE_CLI_STREAM_BACKEND_H_

#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"

#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "service/cli/backend.h"
#include "service/client/client.h"

namespace izin::cli {

// A stream for each batch that is asked at one time, kept open for the next. Thread-safe.
class StreamBackend final : public ActivityBackend {
 public:
  // `client` must outlive it.
  explicit StreamBackend(const Client& client);
  ~StreamBackend() override;

  absl::StatusOr<izin::v1::Classification> Classify(
      const izin::v1::ClassifyActivityRequest& request) override;
  // Each request is a message; answers are put in order by their correlation_id. A status is how
  // the stream ended.
  absl::StatusOr<izin::v1::BatchClassifyActivitiesResponse> ClassifyBatch(
      const izin::v1::BatchClassifyActivitiesRequest& request) override;

 private:
  struct Stream;

  std::unique_ptr<Stream> Take();

  const Client& client_;
  const std::unique_ptr<izin::v1::PermitClassificationService::Stub> stub_;
  absl::Mutex mutex_;
  std::vector<std::unique_ptr<Stream>> idle_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_STREAM_BACKEND_H_
