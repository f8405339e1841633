namespace EditorAgent.Core.Configuration;

/// <summary>What a key's value must be.</summary>
internal enum SettingKind
{
    Text,
    Choice,
    WholeNumber,
    Number,
    Flag,
    Anything,
}
