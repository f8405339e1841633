namespace EditorAgent.CodeIntelligence.Index;

/// <summary>What a declaration declares. The numbers are stored on disk.</summary>
public enum DeclarationKind : byte
{
    Class = 1,
    Struct = 2,
    Record = 3,
    RecordStruct = 4,
    Interface = 5,
    Enum = 6,
    Delegate = 7,
    Extension = 8,
    Method = 9,
    Constructor = 10,
    Finalizer = 11,
    Property = 12,
    Indexer = 13,
    Event = 14,
    Field = 15,
    EnumMember = 16,
    Operator = 17,

    /// <summary>Top-level statements.</summary>
    EntryPoint = 18,
}
