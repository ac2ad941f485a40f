# contrib/waku in an ns-3 tree.
if(waku_missing)
  list(JOIN waku_missing ", " waku_missing_text)
  message(STATUS "waku is not built: missing ${waku_missing_text}")
  return()
endif()
set(waku_tree_libraries)
foreach(library IN LISTS waku_ns3_libraries)
  list(APPEND waku_tree_libraries ${lib${library}})
endforeach()
build_lib(
  LIBNAME waku
  SOURCE_FILES ${waku_sources}
  HEADER_FILES ${waku_headers}
  LIBRARIES_TO_LINK ${waku_tree_libraries} ${waku_libraries}
)
