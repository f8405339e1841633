namespace EditorAgent.Core.Workspaces.Disk;

/// <summary>Error numbers of the systems we run on, by their names in POSIX.</summary>
internal static class UnixErrorCode
{
    public const int EPERM = 1;
    public const int ENOENT = 2;
    public const int ENXIO = 6;
    public const int EACCES = 13;
    public const int EEXIST = 17;
    public const int EXDEV = 18;
    public const int ENODEV = 19;
    public const int ENOTDIR = 20;
    public const int EISDIR = 21;
    public const int EINVAL = 22;
    public const int EMFILE = 24;
    public const int ENOSPC = 28;
    public const int EROFS = 30;

    public static int EAGAIN => OperatingSystem.IsMacOS() ? 35 : 11;

    public static int ELOOP => OperatingSystem.IsMacOS() ? 62 : 40;

    public static int ENOSYS => OperatingSystem.IsMacOS() ? 78 : 38;

    public static int ENAMETOOLONG => OperatingSystem.IsMacOS() ? 63 : 36;

    public static int EOPNOTSUPP => OperatingSystem.IsMacOS() ? 102 : 95;

    public static int EDQUOT => OperatingSystem.IsMacOS() ? 69 : 122;
}
