// What is read of a `receiveNIB` payload.

#ifndef IZIN_SERVICE_ANSWER_OSS_PAYLOAD_H_
#define IZIN_SERVICE_ANSWER_OSS_PAYLOAD_H_

#include <string>
#include <vector>

#include "izin/v1/activity.pb.h"
#include "service/answer/oss/remarks.h"

namespace izin {

// An item of data_checklist.
struct OssItem {
  std::string path;        // "dataNIB.data_checklist[2]"
  std::string project_id;  // id_proyek; may be empty
  std::string region;      // digits of kd_daerah; may be empty
  std::string jenis_izin;
  std::string nama_izin;
  std::string kewenangan;
  std::string flag_checklist;
};

// A location of a project.
struct OssPlace {
  std::string path;          // "dataNIB.data_proyek[0].data_lokasi_proyek[1]"
  std::string project_path;  // "dataNIB.data_proyek[0]"
  std::string project_id;    // id_proyek; may be empty
  std::string location_id;   // id_proyek_lokasi; may be empty
  std::string region;        // digits of proyek_daerah_id; may be empty
  std::string stated_risk;   // skala_resiko
  izin::v1::BusinessActivity activity;
  std::vector<Remark> remarks;
};

struct OssPayload {
  std::vector<OssPlace> places;  // by project, then by location
  bool has_checklist = false;
  std::vector<OssItem> items;
  std::vector<Remark> remarks;
};

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_OSS_PAYLOAD_H_
