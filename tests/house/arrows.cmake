# Compiles one include a time with the include folders of a room: public headers of the rooms it may use must compile,
# those of the others must not be found.
#
#   cmake -DCOMPILER= -DINCLUDES= -DROOMS= -DALLOWED= -DSOURCE= -P arrows.cmake
cmake_minimum_required(VERSION 3.25)

set(flags -std=c++20 -fsyntax-only -x c++)
list(REMOVE_ITEM INCLUDES "")  # generator expressions that came to nothing
list(REMOVE_DUPLICATES INCLUDES)
foreach(folder IN LISTS INCLUDES)
  list(APPEND flags "-I${folder}")
endforeach()

foreach(room IN LISTS ROOMS)
  file(GLOB headers RELATIVE "${SOURCE}/src/${room}/include" "${SOURCE}/src/${room}/include/demarche/${room}/*.hpp")
  list(GET headers 0 header)
  execute_process(COMMAND ${COMPILER} ${flags} -include "${header}" /dev/null
    RESULT_VARIABLE failed ERROR_VARIABLE message)
  if(room IN_LIST ALLOWED)
    if(failed)
      message(SEND_ERROR "${header} should compile and does not:\n${message}")
    endif()
  elseif(NOT failed)
    message(SEND_ERROR "${header} compiles, against the arrows of the rooms")
  elseif(NOT message MATCHES "No such file|file not found")
    message(SEND_ERROR "${header} fails for another reason than not being found:\n${message}")
  endif()
endforeach()
