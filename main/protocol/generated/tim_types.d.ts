// Generated beside tim_types.js by scripts/generate-thrift.mjs.

/** Reads and writes Thrift protocols. Fields are own properties under their names in tim.thrift; an unset field is null. */
export interface GeneratedStruct {
  read(input: object): void;
  write(output: object): void;
}

export class TimError implements GeneratedStruct {
  read(input: object): void;
  write(output: object): void;
}

export class TimAck implements GeneratedStruct {
  read(input: object): void;
  write(output: object): void;
}

export class TimReq implements GeneratedStruct {
  read(input: object): void;
  write(output: object): void;
}

export class Tid implements GeneratedStruct {
  read(input: object): void;
  write(output: object): void;
}

export class TimAuth implements GeneratedStruct {
  read(input: object): void;
  write(output: object): void;
}

export class TimMessage implements GeneratedStruct {
  read(input: object): void;
  write(output: object): void;
}

export class TimPresence implements GeneratedStruct {
  read(input: object): void;
  write(output: object): void;
}

export class TimStream implements GeneratedStruct {
  read(input: object): void;
  write(output: object): void;
}

export class TimUserBean implements GeneratedStruct {
  read(input: object): void;
  write(output: object): void;
}

export class TimRoomBean implements GeneratedStruct {
  read(input: object): void;
  write(output: object): void;
}

export class TimNodes implements GeneratedStruct {
  read(input: object): void;
  write(output: object): void;
}

export class TimMessageList implements GeneratedStruct {
  read(input: object): void;
  write(output: object): void;
}
