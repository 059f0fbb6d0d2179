package rollcall.cli;

/// The entry point of the program.
public final class Main {
  private Main() {}

  /// Runs the command that `arguments` name.
  public static void main(String[] arguments) {
    System.out.println("Rollcall");
  }
}
